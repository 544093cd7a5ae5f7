package fairweather.proof.walk;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.JobTrigger;
import fairweather.orchestrator.machine.ResponseEvent;
import fairweather.orchestrator.machine.ResponseState;
import fairweather.orchestrator.machine.RunEvent;
import fairweather.orchestrator.machine.Verification;
import fairweather.response.ResponseStatus;
import fairweather.step.StepKey;
import java.util.ArrayList;
import java.util.List;

/** What the tasks may come to: the shapes of their reports and ends, without what they compute. */
final class Work {
    private static final Failure THEIRS = Failure.of(Code.HTTP_4XX, "refused");
    private static final Failure CHANGED = Failure.of(Code.INTEGRITY_CHUNK_HASH, "changed");
    private static final Failure LEFT = Failure.of(Code.DEREGISTERED, "left");

    private final Responses responses;

    Work(Responses responses) {
        this.responses = responses;
    }

    /** False for the one job that waits for more than its turn: the leads need a truth. */
    boolean due(World world, JobRow job) {
        return switch (job.type()) {
            case ERA5 ->
                !ready(world, job.owner()).isEmpty() || open(world, job.owner()).isEmpty();
            case ORCHESTRATE, SEED, INITIATE_FETCH, QUERY_MINER, POLL_MINER, DAY1, ERA5_TRUTH -> true;
        };
    }

    List<Result> next(World world, JobRow job, int step) {
        if (job.owner() == Told.ELSEWHERE) {
            return List.of(Result.good(null, JobTrigger.SUCCEEDED), Result.bad(null, JobTrigger.DEFERRED));
        }
        return switch (job.type()) {
            case ORCHESTRATE -> ofRun(job, new RunEvent.Seeded());
            case SEED -> {
                List<Result> results = ofRun(job, new RunEvent.ReferenceReady(true));
                results.add(Result.bad(new Told.OfRun(new RunEvent.ReferenceReady(false)), JobTrigger.SUCCEEDED));
                yield results;
            }
            case INITIATE_FETCH -> ofRun(job, new RunEvent.FetchInitiated());
            case QUERY_MINER -> query(state(world, job), job.owner());
            case POLL_MINER ->
                job.verify() ? verify(state(world, job), job.owner()) : poll(state(world, job), job.owner());
            case DAY1 -> day1(state(world, job), job.owner(), step);
            case ERA5 -> era5(world, job.owner(), step);
            case ERA5_TRUTH -> List.of();
        };
    }

    private ResponseState state(World world, JobRow job) {
        return responses.state(world.responses().get(job.owner()));
    }

    private static List<Result> ofRun(JobRow job, RunEvent done) {
        return new ArrayList<>(List.of(
                Result.good(new Told.OfRun(done), JobTrigger.SUCCEEDED),
                Result.bad(null, JobTrigger.RETRIED),
                Result.bad(new Told.OfRun(new RunEvent.JobFailed(job.type())), JobTrigger.FAILED)));
    }

    private static List<Result> query(ResponseState state, int miner) {
        if (state.status() != ResponseStatus.CREATED) {
            return skipped();
        }
        List<Result> results = attempt(miner, StepKey.QUERY);
        results.add(Result.good(told(miner, new ResponseEvent.QueryAccepted("job", null)), JobTrigger.SUCCEEDED));
        results.add(Result.good(told(miner, new ResponseEvent.QueryReady("job", null)), JobTrigger.SUCCEEDED));
        return results;
    }

    private static List<Result> poll(ResponseState state, int miner) {
        if (state.status() != ResponseStatus.INFERENCE_RUNNING) {
            return skipped();
        }
        List<Result> results = attempt(miner, StepKey.pollAttempt(1));
        results.add(Result.good(told(miner, new ResponseEvent.PollRunning(1, null)), JobTrigger.DEFERRED));
        results.add(Result.bad(told(miner, new ResponseEvent.PollTrouble(1, THEIRS, null)), JobTrigger.DEFERRED));
        results.add(Result.good(told(miner, new ResponseEvent.PollDone(1, null)), JobTrigger.DEFERRED)
                .thenVerify());
        return results;
    }

    private static List<Result> verify(ResponseState state, int miner) {
        boolean open =
                state.status() == ResponseStatus.FORECAST_READY || state.status() == ResponseStatus.INFERENCE_RUNNING;
        if (!open || state.verification().state() == Verification.State.VERIFIED) {
            return skipped();
        }
        List<Result> results = new ArrayList<>();
        attempt(miner, StepKey.OPEN_STORE).forEach(result -> results.add(result.thenVerify()));
        results.add(Result.good(told(miner, new ResponseEvent.Verified("hash", null)), JobTrigger.SUCCEEDED)
                .thenVerify());
        return results;
    }

    private static List<Result> day1(ResponseState state, int miner, int step) {
        if (state.status().rank() >= ResponseStatus.DAY1_SCORED.rank()) {
            return skipped();
        }
        if (step == 0) {
            return List.of(Result.report(told(miner, new ResponseEvent.Day1Started()), 1));
        }
        List<Result> results = attempt(miner, StepKey.DAY1_SCORE);
        results.add(Result.good(told(miner, new ResponseEvent.Day1Scored(0.5)), JobTrigger.SUCCEEDED));
        return results;
    }

    private List<Result> era5(World world, int miner, int step) {
        List<Integer> open = open(world, miner);
        if (step > 0) {
            return lead(miner, Responses.LEADS.get(step - 1), open);
        }
        if (open.isEmpty()) {
            return List.of(Result.good(null, JobTrigger.SUCCEEDED));
        }
        List<Result> results = attempt(miner, StepKey.ERA5_ATTEMPT);
        for (int lead : ready(world, miner)) {
            Told started = told(miner, new ResponseEvent.LeadStarted(lead));
            results.add(Result.report(started, Responses.LEADS.indexOf(lead) + 1));
        }
        return results;
    }

    /** One lead an execution: the lead's end is told with the job's, which waits while others are open. */
    private static List<Result> lead(int miner, int lead, List<Integer> open) {
        boolean last = open.stream().allMatch(other -> other == lead);
        JobTrigger end = last ? JobTrigger.SUCCEEDED : JobTrigger.DEFERRED;
        return List.of(
                Result.good(told(miner, new ResponseEvent.LeadScored(lead, 0.5, 1)), end),
                Result.bad(
                        told(miner, new ResponseEvent.LeadFailed(lead, THEIRS, 1, Responses.NOW)), JobTrigger.DEFERRED),
                Result.bad(told(miner, new ResponseEvent.LeadFailed(lead, THEIRS, 0, null)), end),
                Result.bad(told(miner, new ResponseEvent.LeadFailed(lead, CHANGED, 0, null)), JobTrigger.GIVEN_UP));
    }

    /** What any attempt at a step may come to. */
    private static List<Result> attempt(int miner, StepKey step) {
        return new ArrayList<>(List.of(
                Result.bad(null, JobTrigger.DEFERRED),
                Result.bad(failed(miner, step, THEIRS, true), JobTrigger.RETRIED),
                Result.bad(failed(miner, step, THEIRS, false), JobTrigger.FAILED),
                Result.bad(failed(miner, step, LEFT, false), JobTrigger.FAILED)));
    }

    private static Told failed(int miner, StepKey step, Failure failure, boolean again) {
        return told(
                miner, new ResponseEvent.StepFailed(step, failure, again ? 1 : 0, again ? Responses.NOW : null, null));
    }

    private static Told told(int miner, ResponseEvent event) {
        return new Told.OfMiner(miner, event);
    }

    private static List<Result> skipped() {
        return List.of(Result.good(null, JobTrigger.SKIPPED));
    }

    /** The leads of a miner that the task finds open: neither decided by the fold nor reported to it. */
    private List<Integer> open(World world, int miner) {
        ResponseState state = responses.state(world.responses().get(miner));
        return Responses.LEADS.stream()
                .filter(lead -> !state.scores().decided(lead))
                .filter(lead -> world.told().stream().noneMatch(told -> decides(told, miner, lead)))
                .toList();
    }

    private List<Integer> ready(World world, int miner) {
        return open(world, miner).stream()
                .filter(lead -> world.truths().get(Responses.LEADS.indexOf(lead)) == Truth.READY)
                .toList();
    }

    private static boolean decides(Told told, int miner, int lead) {
        return told instanceof Told.OfMiner(int of, ResponseEvent event)
                && of == miner
                && switch (event) {
                    case ResponseEvent.LeadScored scored -> scored.leadHours() == lead;
                    case ResponseEvent.LeadFailed failed -> failed.leadHours() == lead && failed.nextRetry() == null;
                    case ResponseEvent.LeadStarted _,
                            ResponseEvent.QueryAccepted _,
                            ResponseEvent.QueryReady _,
                            ResponseEvent.PollRunning _,
                            ResponseEvent.PollTrouble _,
                            ResponseEvent.PollDone _,
                            ResponseEvent.Verified _,
                            ResponseEvent.Day1Started _,
                            ResponseEvent.Day1Scored _,
                            ResponseEvent.TruthGone _,
                            ResponseEvent.StepFailed _,
                            ResponseEvent.JobLost _,
                            ResponseEvent.Cancelled _,
                            ResponseEvent.JobCancelled _,
                            ResponseEvent.RunFailed _,
                            ResponseEvent.Redriven _ -> false;
                };
    }
}
