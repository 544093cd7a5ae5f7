package fairweather.orchestrator.gauge;

import java.util.List;

/** What the database said at one moment, number by number. */
record Sample(List<Reading> readings) {
    static final Sample NONE = new Sample(List.of());

    /** @param name the gauge; @param type and @param status its labels, each null where the gauge has none */
    record Reading(String name, String type, String status, double value) {}

    Sample {
        readings = List.copyOf(readings);
    }

    List<Reading> of(String name) {
        return readings.stream().filter(reading -> reading.name().equals(name)).toList();
    }

    /** The only reading of a gauge without labels; not a number while nothing is known. */
    double only(String name) {
        return of(name).stream().mapToDouble(Reading::value).findFirst().orElse(Double.NaN);
    }
}
