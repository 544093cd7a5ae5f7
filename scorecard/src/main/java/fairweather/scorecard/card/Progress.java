package fairweather.scorecard.card;

/** Is told how far the work is. */
@FunctionalInterface
public interface Progress {
    Progress NONE = (done, all, what) -> {};

    /** @param what is worked on next, for example {@code z at 500 hPa} */
    void at(int done, int all, String what);
}
