package fairweather.reference.object;

/**
 * How fast a host is asked.
 *
 * @param parallel requests under way at a time
 * @param perSecond requests in the long run
 * @param burst requests at once after a time of silence
 */
public record HostLimits(int parallel, double perSecond, int burst) {
    public HostLimits {
        if (parallel < 1 || !(perSecond > 0) || burst < 1) {
            throw new IllegalArgumentException("a host that may not be asked at all");
        }
    }
}
