package fairweather.miner.conversation;

import java.util.OptionalInt;

/** What a miner's answer to a poll means, if it is not a failure. */
public sealed interface PollResult {
    /** The status word as the miner said it, cut and cleaned. */
    String word();

    record Done(String word) implements PollResult {}

    /** @param progress per cent, if the miner says */
    record Running(String word, OptionalInt progress) implements PollResult {}

    /** A word that is in no list: to be treated as running for a while. */
    record UnknownWord(String word) implements PollResult {}

    /** The miner does not know the job. */
    record UnknownJob(String word) implements PollResult {}
}
