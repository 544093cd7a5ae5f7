package fairweather.scorecard.array;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.store.TimeScale;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The coordinates of a file, each read once. Whatever cannot be read is {@code CONTENT_LAYOUT} or of the transport. */
final class Coordinates {
    private static final String REFERENCE_TIME = "forecast_reference_time";
    private static final Set<String> START_NAMES = Set.of("init_time", "initial_time", REFERENCE_TIME);
    private static final Set<String> PASCAL = Set.of("Pa", "pascal");
    private static final Set<String> HECTOPASCAL = Set.of("hPa", "millibars", "millibar", "mbar", "mb");
    private static final double PASCAL_PER_HECTOPASCAL = 100;

    private final ArrayFile file;
    private final Map<String, double[]> numbers = new HashMap<>();

    Coordinates(ArrayFile file) {
        this.file = file;
    }

    Role role(String dimension) {
        return Role.of(dimension, along(dimension));
    }

    /** True if the array only describes dimensions and is no field. */
    boolean describes(NamedArray array) {
        return array.dimensions().size() <= 1;
    }

    /** The coordinate along a dimension, if there is one. */
    Optional<NamedArray> along(String dimension) {
        return Optional.ofNullable(file.arrays().get(dimension))
                .filter(array -> array.dimensions().equals(List.of(dimension)));
    }

    /** The leads that stand beside the times of a dimension, as in the stores of miners. */
    Optional<NamedArray> leadsBeside(String dimension) {
        return file.arrays().values().stream()
                .filter(array -> array.dimensions().equals(List.of(dimension))
                        && !array.name().equals(dimension)
                        && Role.of(array.name(), Optional.of(array)) == Role.LEAD)
                .findFirst();
    }

    /** A coordinate without a dimension that says for the whole file what it is at. */
    Optional<NamedArray> alone(Role role) {
        return file.arrays().values().stream()
                .filter(array -> array.dimensions().isEmpty() && Role.of(array.name(), Optional.of(array)) == role)
                .findFirst();
    }

    /** Valid time without a dimension: it stands beside start and step and needs neither. */
    Optional<NamedArray> validTimeAlone() {
        return Optional.ofNullable(file.arrays().get("valid_time"))
                .filter(array -> array.dimensions().isEmpty());
    }

    double[] degrees(String dimension) {
        NamedArray array =
                along(dimension).orElseThrow(() -> fault("the dimension " + dimension + " has no coordinate"));
        return numbers(array);
    }

    /** hPa, as far as they are whole. */
    List<Integer> levels(NamedArray array) {
        String unit = array.text("units").map(String::strip).orElse("hPa");
        if (array.name().equalsIgnoreCase("isobaricInPa") || PASCAL.contains(unit)) {
            return wholes(array, 1 / PASCAL_PER_HECTOPASCAL);
        }
        if (!HECTOPASCAL.contains(unit)) {
            throw new FailureException(
                    Code.CONTENT_VALUES,
                    "the levels " + array.name() + " are in " + unit + ", neither in hPa nor in Pa");
        }
        return wholes(array, 1);
    }

    /** Whole numbers; where a value is none, -1. */
    List<Integer> wholes(NamedArray array) {
        return wholes(array, 1);
    }

    private List<Integer> wholes(NamedArray array, double factor) {
        List<Integer> wholes = new ArrayList<>();
        for (double value : numbers(array)) {
            double whole = Math.rint(value * factor);
            wholes.add(Math.abs(whole - value * factor) < 1e-6 && Math.abs(whole) < 1e9 ? (int) whole : -1);
        }
        return Collections.unmodifiableList(wholes);
    }

    /** Whole hours; null where a lead is none. */
    List<Integer> leads(NamedArray array) {
        TimeScale scale = TimeScale.of(array.text("units").orElse("hours"));
        List<Integer> leads = new ArrayList<>();
        for (double value : numbers(array)) {
            Duration lead = scale.instant(value)
                    .map(instant -> Duration.between(Instant.EPOCH, instant))
                    .orElse(null);
            boolean whole = lead != null && lead.equals(Duration.ofHours(lead.toHours()));
            leads.add(whole ? (Integer) (int) lead.toHours() : null);
        }
        return Collections.unmodifiableList(leads);
    }

    /** Null where a number is no time. */
    List<Instant> instants(NamedArray array) {
        TimeScale.checkCalendar(array.text("calendar"));
        TimeScale scale = TimeScale.since(array.text("units").orElse(""));
        return Collections.unmodifiableList(Arrays.stream(numbers(array))
                .mapToObj(value -> scale.instant(value).orElse(null))
                .toList());
    }

    /** True if the times are those at which forecasts began, not those for which they are valid. */
    static boolean starts(NamedArray time) {
        return time.text("standard_name").filter(REFERENCE_TIME::equals).isPresent()
                || START_NAMES.contains(time.name());
    }

    private double[] numbers(NamedArray array) {
        return numbers.computeIfAbsent(array.name(), ignored -> array.numbers());
    }

    static FailureException fault(String what) {
        return new FailureException(Code.CONTENT_LAYOUT, what);
    }
}
