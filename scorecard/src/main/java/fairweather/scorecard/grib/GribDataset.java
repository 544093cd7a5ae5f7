package fairweather.scorecard.grib;

import fairweather.failure.FailureException;
import fairweather.reference.CanonicalVariable;
import fairweather.reference.Grid;
import fairweather.reference.grib.Grib1Record;
import fairweather.reference.grib.GribFile;
import fairweather.reference.grib.GribRecord;
import fairweather.scorecard.data.Axes;
import fairweather.scorecard.data.Dataset;
import fairweather.scorecard.data.Moment;
import fairweather.scorecard.data.Names;
import fairweather.scorecard.data.Series;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The fields of a GRIB file that are among our variables; every other one is passed over. */
public final class GribDataset {
    private final String name;
    private final GribMessages messages;
    private final List<Series> series = new ArrayList<>();
    private final Map<String, String> remarks = new LinkedHashMap<>();
    private final Map<Grid, Axes> grids = new HashMap<>();

    private GribDataset(String name, Path path) {
        this.name = name;
        this.messages = new GribMessages(path);
    }

    /** @throws FailureException if the file is cut off or a header cannot be read */
    public static Dataset open(String name, Path path) {
        GribDataset file = new GribDataset(name, path);
        for (GribMessages.Place place : file.messages.places()) {
            if (place.edition() == 1) {
                file.addFirstEdition(place);
            } else {
                file.addSecondEdition(place);
            }
        }
        if (file.series.isEmpty() && file.remarks.isEmpty()) {
            file.remarks.put("", "of GRIB fields only " + String.join(", ", Names.known()) + " are read");
        }
        return new Dataset(name, file.series, file.remarks);
    }

    private void addFirstEdition(GribMessages.Place place) {
        Grib1Record record = Grib1Record.of(name, messages.read(place));
        record.variable().ifPresent(variable -> {
            Moment moment = record.leadHours()
                    .map(lead -> at(record.referenceTime(), lead))
                    .orElse(new Moment.Always());
            add(
                    variable,
                    record.level(),
                    record.member(),
                    moment,
                    record::canonicalGrid,
                    () -> Grib1Record.of(name, messages.read(place)).values());
        });
    }

    private void addSecondEdition(GribMessages.Place place) {
        List<GribRecord> records = GribFile.read(name, messages.read(place)).records();
        for (int i = 0; i < records.size(); i++) {
            GribRecord record = records.get(i);
            int position = i;
            Optional<GribRecord.Member> member = record.member();
            Optional<Integer> lead = member.map(GribRecord.Member::leadHours).or(record::leadHours);
            Optional<CanonicalVariable> variable = record.variable();
            if (variable.isPresent() && lead.isPresent()) {
                add(
                        variable.get(),
                        record.level(),
                        member.map(GribRecord.Member::number).orElse(null),
                        at(record.referenceTime(), lead.get()),
                        record::canonicalGrid,
                        () -> GribFile.read(name, messages.read(place))
                                .records()
                                .get(position)
                                .canonicalValues(variable.get()));
            }
        }
    }

    private void add(
            CanonicalVariable variable,
            Integer level,
            Integer member,
            Moment moment,
            Supplier<Grid> grid,
            Supplier<float[]> values) {
        boolean pressure = variable.kind() == CanonicalVariable.Kind.PRESSURE;
        if (pressure && level == null) {
            return;
        }
        try {
            Axes axes = grids.computeIfAbsent(grid.get(), known -> new Axes(known.latitudes(), known.longitudes()));
            series.add(new Series(
                    variable.key(),
                    variable.unit(),
                    axes,
                    Arrays.asList(level),
                    Arrays.asList(member),
                    List.of(moment),
                    (levelPosition, memberPosition, momentPosition) -> values.get()));
        } catch (FailureException unsupported) {
            remarks.put(variable.key(), unsupported.failure().message());
        }
    }

    private static Moment at(Instant start, int lead) {
        return new Moment.At(start.plus(Duration.ofHours(lead)), start, lead);
    }
}
