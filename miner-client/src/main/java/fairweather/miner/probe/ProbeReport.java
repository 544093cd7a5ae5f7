package fairweather.miner.probe;

import java.time.Instant;
import java.util.List;

/**
 * What a probe found.
 *
 * @param hotkey whose miner it is meant to be
 * @param cycle T0 of the forecast that was looked for
 * @param asker our own address
 */
public record ProbeReport(String hotkey, Instant cycle, String asker, List<PhaseReport> phases) {
    public ProbeReport {
        phases = List.copyOf(phases);
    }

    /** True if every phase was reached and went well. */
    public boolean good() {
        return phases.stream().allMatch(phase -> phase.verdict() == Verdict.GOOD);
    }

    /** True if something is wrong, which a forecast that is not finished is not. */
    public boolean failed() {
        return phases.stream().anyMatch(phase -> phase.verdict() == Verdict.FAILED);
    }
}
