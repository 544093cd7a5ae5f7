package fairweather.reference.gfs;

import fairweather.reference.object.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One place where the GFS can be had.
 *
 * @param name short, for provenance and reasons: letters, digits and dashes
 * @param keeps how long a cycle stays there; null if it stays
 */
public record GfsMirror(String name, ObjectStore store, Duration keeps) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]+");

    public GfsMirror {
        Objects.requireNonNull(store, "store");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a mirror is named with letters, digits and dashes: \"" + name + "\"");
        }
    }

    /** What else is to be said where a cycle is not found; empty if nothing. */
    String remark(Instant cycle, Instant now) {
        Duration age = Duration.between(cycle, now);
        return keeps == null || age.compareTo(keeps) <= 0
                ? ""
                : " (it keeps " + keeps.toDays() + " days, the cycle is " + age.toDays() + " days old)";
    }
}
