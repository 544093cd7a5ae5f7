package fairweather.job;

import java.util.Map;
import java.util.OptionalInt;

/**
 * How much may run at once in the whole cluster. What is running is counted in the jobs themselves, never in a counter
 * that somebody could forget to lower; work at its limit is passed over and stops nothing behind it.
 *
 * @param mostRunning by job type; a type that is missing has no limit
 * @param host for the types that speak to miners; null for no limit
 */
public record JobLimits(Map<JobType, Integer> mostRunning, HostLimit host) {
    public static final JobLimits NONE = new JobLimits(Map.of(), null);

    public JobLimits {
        mostRunning = Map.copyOf(mostRunning);
        if (mostRunning.values().stream().anyMatch(most -> most < 1)) {
            throw new IllegalArgumentException("a limit of a job type is at least one; a hold pauses it");
        }
    }

    public OptionalInt mostRunning(JobType type) {
        Integer most = mostRunning.get(type);
        return most == null ? OptionalInt.empty() : OptionalInt.of(most);
    }

    /** The limit of hosts, if it is about this type; else null. */
    public HostLimit host(JobType type) {
        return type.speaksToMiner() ? host : null;
    }

    /** Whether two claims of this type could together exceed a limit. */
    public boolean concern(JobType type) {
        return mostRunning.containsKey(type) || host(type) != null;
    }
}
