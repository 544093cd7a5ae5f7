package fairweather.simulator.miner;

import fairweather.forecast.protocol.MinerWords;
import fairweather.simulator.store.PublishedStore;
import java.util.concurrent.atomic.AtomicInteger;

/** A forecast that a miner was asked for: one per start, whoever asks. */
final class MinerJob {
    private final String id;
    private final PublishedStore store;
    private final AtomicInteger polls = new AtomicInteger();
    private volatile String word = MinerWords.PROCESSING;

    MinerJob(String id, PublishedStore store) {
        this.id = id;
        this.store = store;
    }

    String id() {
        return id;
    }

    PublishedStore store() {
        return store;
    }

    /** Counts a poll and returns its number, from 1. */
    int nextPoll() {
        return polls.incrementAndGet();
    }

    /** The last status word that was given; {@code completed} stays. */
    String word() {
        return word;
    }

    void say(String newWord) {
        if (!finished()) {
            word = newWord;
        }
    }

    boolean finished() {
        return word.equals(MinerWords.COMPLETED);
    }
}
