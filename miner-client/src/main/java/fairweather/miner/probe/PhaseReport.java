package fairweather.miner.probe;

import java.util.List;

/**
 * How one phase went.
 *
 * @param millis what it took; 0 if it was not reached
 * @param bytes received from the miner as content; null where that means nothing
 * @param said sentences in plain words, fit for a terminal: what was seen, or what went wrong
 * @param code of the failure; null without one
 * @param advice what can be done about the failure; null without one
 */
public record PhaseReport(
        Phase phase, Verdict verdict, long millis, Long bytes, List<String> said, String code, String advice) {
    public PhaseReport {
        said = List.copyOf(said);
    }

    static PhaseReport notReached(Phase phase) {
        return new PhaseReport(phase, Verdict.NOT_REACHED, 0, null, List.of(), null, null);
    }
}
