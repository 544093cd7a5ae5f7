package fairweather.data.doctor;

import fairweather.reference.cds.CdsSource;
import fairweather.reference.era5.ArcoSource;
import fairweather.reference.provider.Archives;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All sources looked at, and what is to be said of every mark.
 *
 * @param marks all of them
 */
record Visit(List<Examination> examinations, Map<Mark, Verdict> marks) {

    static Visit of(Archives archives, Instant now, boolean submit, Stopwatch stopwatch) {
        List<Examination> all = new ArrayList<>();
        archives.mirrors()
                .forEach(mirror -> all.add(new GfsExamination(mirror, archives.files(), now, stopwatch).examine()));
        archives.arco().ifPresent(store -> all.add(new ArcoExamination(store, now, stopwatch).examine()));
        all.add(new DataStoreExamination(archives, now, submit, stopwatch).examine());
        all.add(new ClimatologyExamination(archives.climatology(), stopwatch).examine());
        return new Visit(all, verdicts(all));
    }

    private static Map<Mark, Verdict> verdicts(List<Examination> examinations) {
        Map<Mark, Verdict> verdicts = new EnumMap<>(Mark.class);
        for (Examination examination : examinations) {
            examination.verdicts().forEach((mark, verdict) -> verdicts.merge(mark, verdict, Verdict::or));
        }
        for (Mark mark : Mark.values()) {
            verdicts.computeIfAbsent(mark, open -> new Verdict.Unknown(unasked(open, examinations)));
        }
        return verdicts;
    }

    private static String unasked(Mark mark, List<Examination> examinations) {
        return switch (mark) {
            case GCS_SINCE_2021 -> unasked("gfs/gcs", examinations);
            case AZURE_30_DAYS -> unasked("gfs/azure", examinations);
            case GFS_PACKING -> "no mirror of the GFS gave a message";
            case ERA5_EDITION -> unasked(CdsSource.ID, examinations);
            case ARCO_CODEC, ARCO_CHUNK -> unasked(ArcoSource.ID, examinations);
            case NETCDF_JAVA -> "no provider of data tells; Fairweather builds with a version that is on Maven Central";
        };
    }

    private static String unasked(String source, List<Examination> examinations) {
        return examinations.stream()
                .filter(one -> one.source().equals(source))
                .findFirst()
                .map(one -> one.usable() ? source + " does not tell" : source + " cannot be used, see above")
                .orElse(source + " is not in the settings");
    }

    boolean usable() {
        return examinations.stream().allMatch(Examination::usable);
    }
}
