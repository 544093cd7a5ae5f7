package fairweather.reference.gfs;

import fairweather.reference.FieldKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * One file of the GFS: a cycle and the hours forecast from it. Step 0 holds the analysis.
 *
 * @param cycle 00, 06, 12 or 18 UTC
 */
record GfsStep(Instant cycle, int hours) {
    private static final Duration BETWEEN_CYCLES = Duration.ofHours(6);
    private static final int LAST_HOUR = 384;
    private static final int LAST_OF_EACH_HOUR = 120;
    private static final int HOURS_BETWEEN_LATER = 3;
    private static final DateTimeFormatter INDEX_DATE =
            DateTimeFormatter.ofPattern("'d='uuuuMMddHH").withZone(ZoneOffset.UTC);

    /** The file that the field is in; empty if the GFS has no such file and never will. */
    static Optional<GfsStep> of(FieldKey key) {
        return switch (key.product()) {
            case GFS_ANALYSIS -> published(key.validTime(), 0);
            case GFS_FORECAST -> published(key.referenceTime(), key.leadHours());
            case ERA5, CLIMATOLOGY, MONTHLY_CLIMATOLOGY -> Optional.empty();
        };
    }

    private static Optional<GfsStep> published(Instant cycle, int hours) {
        boolean cycles = cycle.getNano() == 0 && cycle.getEpochSecond() % BETWEEN_CYCLES.toSeconds() == 0;
        boolean inReach = hours >= 0 && hours <= LAST_HOUR;
        boolean written = hours <= LAST_OF_EACH_HOUR || hours % HOURS_BETWEEN_LATER == 0;
        return cycles && inReach && written ? Optional.of(new GfsStep(cycle, hours)) : Optional.empty();
    }

    LocalDateTime cycleUtc() {
        return LocalDateTime.ofInstant(cycle, ZoneOffset.UTC);
    }

    /** As an index writes it, for example {@code d=2018100618}. */
    String indexDate() {
        return INDEX_DATE.format(cycle);
    }

    /** As an index writes it. */
    String indexStep() {
        return hours == 0 ? "anl" : hours + " hour fcst";
    }

    /** For a sentence. */
    String describe() {
        return "step " + hours + " of the GFS cycle " + FieldKey.spoken(cycle);
    }
}
