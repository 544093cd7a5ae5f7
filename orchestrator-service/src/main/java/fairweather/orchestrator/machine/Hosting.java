package fairweather.orchestrator.machine;

/** The last known reachability of a miner's store: a word of {@code hosting_status} and the latency of a success. */
public record Hosting(String status, Long latencyMs) {
    public static final Hosting UNKNOWN = new Hosting(null, null);
}
