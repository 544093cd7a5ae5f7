package fairweather.orchestrator.machine;

import fairweather.run.RunStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The run's state machine. Its own jobs move it as far as {@code awaiting_inference_results}; from there its status is
 * the fold of its responses and only grows.
 *
 * <pre>
 * created → gfs_downloading → gfs_ready → querying_miners → awaiting_inference_results
 *         → scoring_day1 → awaiting_era5 → scoring_era5 → completed      any live state → failed | abandoned
 * </pre>
 */
public final class RunMachine {
    private RunMachine() {}

    /** The status that a run's responses amount to; empty if it has none. */
    public static Optional<RunStatus> fold(ResponseCounts c) {
        boolean past = c.scored() + c.era5() + c.done() > 0;
        if (c.before() + c.day1() > 0) {
            return Optional.of(past || c.day1() > 0 ? RunStatus.SCORING_DAY1 : RunStatus.AWAITING_INFERENCE_RESULTS);
        }
        if (c.scored() > 0 && c.era5() + c.done() == 0) {
            return Optional.of(RunStatus.AWAITING_ERA5);
        }
        if (c.scored() + c.era5() > 0) {
            return Optional.of(RunStatus.SCORING_ERA5);
        }
        if (c.done() > 0) {
            return Optional.of(RunStatus.COMPLETED);
        }
        return c.ended() > 0 ? Optional.of(RunStatus.FAILED) : Optional.empty();
    }

    /** The legal steps from a status up to another; empty if that is not ahead. */
    public static List<RunStatus> path(RunStatus from, RunStatus to) {
        if (from.terminal() || to.rank() <= from.rank()) {
            return List.of();
        }
        if (to == RunStatus.FAILED || to == RunStatus.ABANDONED) {
            return List.of(to);
        }
        return Stream.of(RunStatus.values())
                .filter(status -> status.rank() > from.rank() && status.rank() <= to.rank())
                .toList();
    }

    /** The steps that a run's responses ask for; none before the miners have been queried. */
    public static List<RunStatus> follow(RunStatus from, ResponseCounts counts) {
        if (from.rank() < RunStatus.QUERYING_MINERS.rank()) {
            return List.of();
        }
        return fold(counts).map(to -> path(from, to)).orElse(List.of());
    }
}
