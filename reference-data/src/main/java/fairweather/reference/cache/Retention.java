package fairweather.reference.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How long fields are kept that no open run needs. What is needed is kept in any case, and if it is more than all
 * bounds allow.
 *
 * @param gfs from the last use of an analysis or a forecast to its removal
 * @param truth the same of ERA5
 * @param climatologyBytes of the climatology this much is kept, what was used last; 0 keeps none that is not needed
 * @param allBytes beyond this the fields that were used longest ago go first, whatever they are
 */
public record Retention(Duration gfs, Duration truth, long climatologyBytes, long allBytes) {

    public Retention {
        if (gfs.isNegative() || truth.isNegative() || climatologyBytes < 0 || allBytes < 0) {
            throw new IllegalArgumentException("a retention is not negative");
        }
    }

    /** What to remove of the fields that are held, oldest use first within each rule. */
    public List<CachedField> removals(Collection<CachedField> held, Needed needed, Instant now) {
        List<CachedField> free = held.stream()
                .filter(field -> !needed.needs(field.source(), field.key()))
                .sorted(Comparator.comparing(CachedField::lastUsed).thenComparing(CachedField::file))
                .toList();
        Set<CachedField> removals = new LinkedHashSet<>();
        free.stream().filter(field -> isOld(field, now)).forEach(removals::add);
        removals.addAll(beyond(
                climatologyBytes,
                held.stream().filter(Retention::isClimatology).toList(),
                free.stream().filter(Retention::isClimatology).toList()));
        List<CachedField> rest = new ArrayList<>(held);
        rest.removeAll(removals);
        removals.addAll(beyond(
                allBytes,
                rest,
                free.stream().filter(field -> !removals.contains(field)).toList()));
        return List.copyOf(removals);
    }

    private boolean isOld(CachedField field, Instant now) {
        return switch (field.key().product()) {
            case GFS_ANALYSIS, GFS_FORECAST -> field.lastUsed().plus(gfs).isBefore(now);
            case ERA5 -> field.lastUsed().plus(truth).isBefore(now);
            case CLIMATOLOGY, MONTHLY_CLIMATOLOGY -> false;
        };
    }

    private static boolean isClimatology(CachedField field) {
        return switch (field.key().product()) {
            case GFS_ANALYSIS, GFS_FORECAST, ERA5 -> false;
            case CLIMATOLOGY, MONTHLY_CLIMATOLOGY -> true;
        };
    }

    /** The first of the free ones that have to go until what is held is within the bound. */
    private static List<CachedField> beyond(long bound, List<CachedField> held, List<CachedField> free) {
        long bytes = held.stream().mapToLong(CachedField::bytes).sum();
        List<CachedField> excess = new ArrayList<>();
        for (CachedField field : free) {
            if (bytes <= bound) {
                break;
            }
            excess.add(field);
            bytes -= field.bytes();
        }
        return excess;
    }
}
