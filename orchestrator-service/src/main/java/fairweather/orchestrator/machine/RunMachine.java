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
    /** The legal transitions. */
    public static final List<RunTransition<?>> TABLE = RunRows.ROWS;

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

    /** What becomes of a run; ignored if no row of the table fits. */
    public static RunVerdict apply(RunStatus status, RunEvent event) {
        return TABLE.stream()
                .filter(row -> row.fits(status, event))
                .findFirst()
                .<RunVerdict>map(row ->
                        new RunVerdict.Applied(row.to() == null ? List.of() : steps(status, row.to()), row.effects()))
                .orElseGet(() -> new RunVerdict.Ignored(reason(status, event)));
    }

    private static String reason(RunStatus status, RunEvent event) {
        String word = status.word();
        return status.terminal()
                ? "the run is " + word
                : switch (event) {
                    case RunEvent.Seeded seeded -> "the miners of a run in " + word + " are known";
                    case RunEvent.ReferenceReady ready -> "the reference data of a run in " + word + " are known";
                    case RunEvent.FetchInitiated drawn -> "the miners of a run in " + word + " are queried";
                    case RunEvent.ResponsesMoved moved -> "its responses ask for nothing beyond " + word;
                    case RunEvent.JobFailed failed ->
                        "the run goes on without " + failed.type().word();
                    case RunEvent.Abandoned abandoned -> "a run in " + word + " cannot be abandoned";
                };
    }

    /** The steps from a status to another; empty if no row of the table leads there. */
    public static List<RunStatus> path(RunStatus from, RunStatus to) {
        boolean legal =
                TABLE.stream().anyMatch(row -> row.to() == to && row.from().contains(from));
        return legal ? steps(from, to) : List.of();
    }

    /** The steps that a run's responses ask for; none before the miners have been queried. */
    public static List<RunStatus> follow(RunStatus from, ResponseCounts counts) {
        return switch (apply(from, new RunEvent.ResponsesMoved(counts))) {
            case RunVerdict.Applied applied -> applied.path();
            case RunVerdict.Ignored ignored -> List.of();
        };
    }

    private static List<RunStatus> steps(RunStatus from, RunStatus to) {
        if (to == RunStatus.FAILED || to == RunStatus.ABANDONED) {
            return List.of(to);
        }
        return Stream.of(RunStatus.values())
                .filter(status -> status.rank() > from.rank() && status.rank() <= to.rank())
                .toList();
    }
}
