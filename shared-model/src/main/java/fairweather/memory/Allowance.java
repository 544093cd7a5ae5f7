package fairweather.memory;

/** How much memory somebody may use. */
public interface Allowance {
    /** Bytes at most. */
    long bytes();

    /** Asks for more without waiting; false, and nothing changed, if there is no room now. */
    boolean grow(long more);

    /** True if so much could ever be allowed. */
    boolean couldBe(long bytes);
}
