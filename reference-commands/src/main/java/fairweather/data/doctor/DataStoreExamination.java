package fairweather.data.doctor;

import fairweather.data.selection.Batch;
import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.cds.CdsProblem;
import fairweather.reference.cds.CdsSource;
import fairweather.reference.provider.Archives;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The Climate Data Store: its key, and if wanted one small job. */
final class DataStoreExamination {
    /** Later days may not be there yet. */
    private static final Duration OLD_ENOUGH = Duration.ofDays(10);

    private static final String UNSUBMITTED = "only a finished job tells, and none was asked for: data doctor --submit";

    private final Archives archives;
    private final Instant now;
    private final boolean submit;
    private final Stopwatch stopwatch;
    private final Examination found = new Examination(CdsSource.ID, "the Climate Data Store");

    DataStoreExamination(Archives archives, Instant now, boolean submit, Stopwatch stopwatch) {
        this.archives = archives;
        this.now = now;
        this.submit = submit;
        this.stopwatch = stopwatch;
    }

    Examination examine() {
        if (archives.dataStore().isEmpty()) {
            String why = archives.wantsDataStore()
                    ? "no key: it is left out until CDSAPI_KEY or a key file is set"
                    : "it is not among the providers of truth";
            found.find("configured", why);
            found.judge(Mark.ERA5_EDITION, new Verdict.Unknown(why));
            return found;
        }
        CdsSource source = archives.dataStore().get();
        found.judge(Mark.ERA5_EDITION, new Verdict.Unknown(UNSUBMITTED));
        Optional<CdsProblem> problem = stopwatch.time(source::check);
        if (problem.isPresent()) {
            found.unusable(problem.get().sentence());
            return found;
        }
        found.find("key", "accepted, " + stopwatch.took());
        if (submit) {
            job(source);
        } else {
            found.find("licence", "shows only when something is asked for: data doctor --submit");
        }
        return found;
    }

    private void job(CdsSource source) {
        FieldKey key = FieldKey.truth("2t", null, now.minus(OLD_ENOUGH).truncatedTo(ChronoUnit.DAYS));
        Readiness answer = source.read(key);
        Optional<CdsProblem> problem = source.problem();
        if (problem.isPresent()) {
            found.unusable(problem.get().sentence());
            return;
        }
        found.find("licence", "accepted");
        switch (answer) {
            case Readiness.Ready ready -> {
                found.find("field", Numbers.field(ready.field()) + " at " + Batch.time(key.validTime()));
                found.find("release", String.valueOf(ready.provenance().release()));
                source.edition().ifPresent(edition -> {
                    found.find("GRIB", "edition " + edition);
                    found.judge(Mark.ERA5_EDITION, Verdict.of(edition == 1, "edition " + edition));
                });
            }
            case Readiness.NotYet notYet -> {
                found.find("job", notYet.why());
                found.judge(
                        Mark.ERA5_EDITION,
                        new Verdict.Unknown("its job has not ended: the same command asks for it again"));
            }
            case Readiness.Gone gone -> found.unusable(gone.why());
            case Readiness.Broken broken -> found.unusable(broken.why());
        }
    }
}
