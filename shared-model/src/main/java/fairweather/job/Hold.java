package fairweather.job;

/**
 * Work that is not to be claimed for now. What is running is left alone.
 *
 * @param until when it ends by itself, by the store's time; null if only lifting ends it
 * @param reason why, for whoever looks at what waits
 * @param actor who wants it
 */
public record Hold(HoldTarget target, Due until, String reason, String actor) {
    public static Hold untilLifted(HoldTarget target, String reason, String actor) {
        return new Hold(target, null, reason, actor);
    }
}
