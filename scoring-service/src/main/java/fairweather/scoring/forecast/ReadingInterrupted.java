package fairweather.scoring.forecast;

/** The thread was told to stop while it read: the attempt is over, which says nothing about a miner. */
public final class ReadingInterrupted extends RuntimeException {
    public ReadingInterrupted() {
        super("the attempt was interrupted", null, false, false);
    }
}
