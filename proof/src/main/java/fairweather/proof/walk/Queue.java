package fairweather.proof.walk;

import fairweather.job.JobMachine;
import fairweather.job.JobState;
import fairweather.job.JobStatus;
import fairweather.job.JobTrigger;
import java.util.Set;

/** The queue's statements over the real job machine, each weakened where its rule is broken. */
final class Queue {
    private Queue() {}

    /** The world with the job, or as it was if an unfinished job has the key. */
    static World enqueued(Set<Rule> rules, World world, JobRow job) {
        boolean taken = world.jobs().stream()
                .anyMatch(other -> other.sameKey(job)
                        && other.unfinished()
                        && (rules.contains(Rule.RUNNING_HOLDS_KEY) || !other.running()));
        return taken ? world : world.withNewJob(job);
    }

    /** A claim, with the worker that then has the job. */
    static World claimed(Set<Rule> rules, World world, int row) {
        JobRow job = world.jobs().get(row);
        JobState next = JobMachine.apply(job.state(), JobTrigger.CLAIMED, 0).orElseThrow();
        if (!rules.contains(Rule.CLAIM_RAISES_TOKEN)) {
            next = withToken(next, job.state().token());
        }
        Worker worker = new Worker(row, next.token(), next.attempts(), 0, false, false, null);
        World claimed = world.withWorkersOf(row, Worker::outdated)
                .withJob(row, job.with(next))
                .withNewWorker(worker);
        return counted(rules, claimed, job, 1);
    }

    /** True if the queue lets this attempt end and report: what {@code WHERE id AND lease_token AND status} says. */
    static boolean held(Set<Rule> rules, JobRow job, Worker worker) {
        JobState seen = rules.contains(Rule.STATUS_CHECKED) ? job.state() : asRunning(job.state());
        return JobMachine.row(seen, JobTrigger.SUCCEEDED, shownToken(rules, job, worker))
                .isPresent();
    }

    /** True if the queue lets this attempt renew its lease. */
    static boolean beats(Set<Rule> rules, JobRow job, Worker worker) {
        return job.running()
                && (!rules.contains(Rule.BEAT_CHECKED)
                        || worker.token() == job.state().token());
    }

    private static JobState asRunning(JobState state) {
        return new JobState(JobStatus.IN_PROGRESS, state.token(), state.attempts(), state.maxAttempts());
    }

    /** The token that the statement compares; where a broken rule compares another thing, one that passes or does not. */
    private static long shownToken(Set<Rule> rules, JobRow job, Worker worker) {
        long latest = job.state().token();
        if (!rules.contains(Rule.LEASE_CHECKED)) {
            return latest;
        }
        if (!rules.contains(Rule.TOKEN_IS_THE_FENCE)) {
            return worker.attempt() == job.state().attempts() ? latest : latest - 1;
        }
        return worker.token();
    }

    /** The job after its attempt's end, which the queue has let through. */
    static World ended(Set<Rule> rules, World world, int row, JobTrigger end, boolean verify) {
        JobRow job = world.jobs().get(row);
        JobState next = JobMachine.apply(
                        asRunning(job.state()), end, job.state().token())
                .orElseThrow();
        return counted(rules, world.withJob(row, job.with(next).with(verify, job.told())), job, -1);
    }

    /** The job after its lease has expired. */
    static World lapsed(Set<Rule> rules, World world, int row) {
        return taken(world, row, JobTrigger.LAPSED, rules.contains(Rule.REAPER_RAISES_TOKEN));
    }

    /** The job after an operator has cancelled it. */
    static World cancelled(Set<Rule> rules, World world, int row) {
        return taken(world, row, JobTrigger.CANCELLED, rules.contains(Rule.CANCEL_RAISES_TOKEN));
    }

    private static World taken(World world, int row, JobTrigger trigger, boolean raises) {
        JobRow job = world.jobs().get(row);
        JobState next = JobMachine.apply(job.state(), trigger, 0).orElseThrow();
        JobState written = raises ? next : withToken(next, job.state().token());
        return world.withJob(row, job.with(written)).withWorkersOf(row, Worker::outdated);
    }

    /** True if the transition itself writes an outcome, whose number is the token's first. */
    static boolean tells(JobRow job, JobTrigger trigger) {
        return JobMachine.row(job.state(), trigger, 0).orElseThrow().tells();
    }

    private static JobState withToken(JobState state, long token) {
        return new JobState(state.status(), token, state.attempts(), state.maxAttempts());
    }

    private static World counted(Set<Rule> rules, World world, JobRow job, int change) {
        return rules.contains(Rule.RUNNING_ROWS_COUNTED) || job.owner() < 0
                ? world
                : world.withClaims(job.owner(), change);
    }

    /** True if the one place that a service has for the job's miner is free. */
    static boolean placeFree(Set<Rule> rules, World world, JobRow job) {
        return rules.contains(Rule.RUNNING_ROWS_COUNTED) || job.owner() < 0
                ? world.jobs().stream().noneMatch(other -> other.running() && other.samePlace(job))
                : world.claims().get(job.owner()) == 0;
    }
}
