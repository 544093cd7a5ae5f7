package fairweather.miner.budget;

import fairweather.failure.FailureException;

/** How many bytes of bodies may still come. */
public interface ByteBudget {
    /** Everything is allowed. */
    ByteBudget UNLIMITED = bytes -> {};

    /** @throws FailureException if no more may come; the bytes that have come are counted all the same */
    void spend(long bytes);
}
