package fairweather.orchestrator.machine;

import static fairweather.orchestrator.machine.RunEffect.CANCEL_JOBS;
import static fairweather.orchestrator.machine.RunEffect.CANCEL_RESPONSES;
import static fairweather.orchestrator.machine.RunEffect.ENQUEUE_INITIATE_FETCH;
import static fairweather.orchestrator.machine.RunEffect.ENQUEUE_QUERIES;
import static fairweather.orchestrator.machine.RunEffect.ENQUEUE_SEED;
import static fairweather.orchestrator.machine.RunEffect.FAIL_RESPONSES;
import static fairweather.orchestrator.machine.RunEffect.SEED_RESPONSES;
import static fairweather.orchestrator.machine.RunEffect.WATCH_TRUTHS;
import static fairweather.run.RunStatus.ABANDONED;
import static fairweather.run.RunStatus.AWAITING_ERA5;
import static fairweather.run.RunStatus.AWAITING_INFERENCE_RESULTS;
import static fairweather.run.RunStatus.COMPLETED;
import static fairweather.run.RunStatus.CREATED;
import static fairweather.run.RunStatus.FAILED;
import static fairweather.run.RunStatus.GFS_DOWNLOADING;
import static fairweather.run.RunStatus.GFS_READY;
import static fairweather.run.RunStatus.QUERYING_MINERS;
import static fairweather.run.RunStatus.SCORING_DAY1;
import static fairweather.run.RunStatus.SCORING_ERA5;

import fairweather.job.JobType;
import fairweather.orchestrator.machine.RunEvent.Abandoned;
import fairweather.orchestrator.machine.RunEvent.FetchInitiated;
import fairweather.orchestrator.machine.RunEvent.JobFailed;
import fairweather.orchestrator.machine.RunEvent.ReferenceReady;
import fairweather.orchestrator.machine.RunEvent.ResponsesMoved;
import fairweather.orchestrator.machine.RunEvent.Seeded;
import fairweather.run.RunStatus;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The rows of the run's table. */
final class RunRows {
    private static final Set<RunStatus> LIVE = EnumSet.range(CREATED, SCORING_ERA5);
    private static final Set<RunStatus> QUERIED = EnumSet.range(QUERYING_MINERS, SCORING_ERA5);

    static final List<RunTransition<?>> ROWS = List.of(
            row(Seeded.class, Set.of(CREATED), GFS_DOWNLOADING, SEED_RESPONSES, ENQUEUE_SEED),
            row(Seeded.class, Set.of(GFS_DOWNLOADING, GFS_READY), null, SEED_RESPONSES),
            row(Seeded.class, QUERIED, null, SEED_RESPONSES, ENQUEUE_QUERIES),
            new RunTransition<>(
                    ReferenceReady.class,
                    Set.of(GFS_DOWNLOADING),
                    "in time to ask the miners",
                    ReferenceReady::inTime,
                    GFS_READY,
                    List.of(ENQUEUE_INITIATE_FETCH, WATCH_TRUTHS)),
            new RunTransition<>(
                    ReferenceReady.class,
                    Set.of(GFS_DOWNLOADING),
                    "too late to ask the miners",
                    event -> !event.inTime(),
                    FAILED,
                    List.of(CANCEL_JOBS, FAIL_RESPONSES)),
            row(FetchInitiated.class, Set.of(GFS_READY), AWAITING_INFERENCE_RESULTS, ENQUEUE_QUERIES),
            follows(AWAITING_INFERENCE_RESULTS, "some are to come, none is scored"),
            follows(SCORING_DAY1, "some are to come, some are at Day 1 or past it"),
            follows(AWAITING_ERA5, "all live ones are past Day 1"),
            follows(SCORING_ERA5, "all live ones are past Day 1, for some a lead is scored"),
            follows(COMPLETED, "none is live, some are scored", CANCEL_JOBS),
            follows(FAILED, "all have ended early", CANCEL_JOBS),
            failure("the orchestrate job", Set.of(CREATED), event -> event.type() == JobType.ORCHESTRATE),
            failure("the seed job", EnumSet.range(CREATED, GFS_DOWNLOADING), event -> event.type() == JobType.SEED),
            failure("the initiate_fetch job", LIVE, event -> event.type() == JobType.INITIATE_FETCH),
            row(Abandoned.class, LIVE, ABANDONED, CANCEL_JOBS, CANCEL_RESPONSES));

    private RunRows() {}

    private static <E extends RunEvent> RunTransition<E> row(
            Class<E> trigger, Set<RunStatus> from, RunStatus to, RunEffect... effects) {
        return new RunTransition<>(trigger, from, "", event -> true, to, List.of(effects));
    }

    /** A run goes on to what its responses amount to, and never back. */
    private static RunTransition<ResponsesMoved> follows(RunStatus to, String words, RunEffect... effects) {
        Set<RunStatus> before = EnumSet.copyOf(QUERIED);
        before.removeIf(status -> status.rank() >= to.rank());
        return new RunTransition<>(
                ResponsesMoved.class,
                before,
                words,
                event -> RunMachine.fold(event.counts()).filter(to::equals).isPresent(),
                to,
                List.of(effects));
    }

    private static RunTransition<JobFailed> failure(String words, Set<RunStatus> from, Predicate<JobFailed> guard) {
        return new RunTransition<>(JobFailed.class, from, words, guard, FAILED, List.of(CANCEL_JOBS, FAIL_RESPONSES));
    }
}
