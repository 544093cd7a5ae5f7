package fairweather.proof.walk;

import fairweather.run.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The whole state of the walk: what the database holds, what the workers have in hand, and what may still go wrong.
 * There is no clock: whatever could be due can happen.
 *
 * @param responses the miners' responses, by their number in {@link Responses}
 * @param claims per miner the counter that a broken rule counts by
 * @param replayed what the outcomes folded so far amount to by themselves, whatever became of run and responses
 * @param open a fold that has read and not yet written, where a broken rule allows that; else null
 */
record World(
        RunStatus run,
        List<Integer> responses,
        List<Integer> claims,
        List<JobRow> jobs,
        List<Worker> workers,
        List<Truth> truths,
        List<Told> told,
        OpenFold open,
        Replayed replayed,
        int faults,
        int orders) {

    /** What a fold has read: its outcome is taken, the run and the responses are as they were then. */
    record OpenFold(Told outcome, RunStatus run, List<Integer> responses) {}

    World {
        responses = List.copyOf(responses);
        claims = List.copyOf(claims);
        jobs = List.copyOf(jobs);
        workers = List.copyOf(workers);
        truths = List.copyOf(truths);
        told = List.copyOf(told);
    }

    World withRun(RunStatus next) {
        return new World(next, responses, claims, jobs, workers, truths, told, open, replayed, faults, orders);
    }

    World withResponses(List<Integer> next) {
        return new World(run, next, claims, jobs, workers, truths, told, open, replayed, faults, orders);
    }

    World withResponse(int miner, int next) {
        return withResponses(replaced(responses, miner, next));
    }

    World withJobs(List<JobRow> next) {
        return new World(run, responses, claims, next, workers, truths, told, open, replayed, faults, orders);
    }

    World withJob(int row, JobRow next) {
        return withJobs(replaced(jobs, row, next));
    }

    World withNewJob(JobRow job) {
        return withJobs(appended(jobs, job));
    }

    World withWorkers(List<Worker> next) {
        return new World(run, responses, claims, jobs, next, truths, told, open, replayed, faults, orders);
    }

    World withWorker(int place, Worker next) {
        return withWorkers(replaced(workers, place, next));
    }

    World withNewWorker(Worker worker) {
        return withWorkers(appended(workers, worker));
    }

    World withoutWorker(int place) {
        List<Worker> fewer = new ArrayList<>(workers);
        fewer.remove(place);
        return withWorkers(fewer);
    }

    World withTruth(int lead, Truth next) {
        return new World(
                run,
                responses,
                claims,
                jobs,
                workers,
                replaced(truths, lead, next),
                told,
                open,
                replayed,
                faults,
                orders);
    }

    World withTold(Told outcome) {
        return new World(
                run, responses, claims, jobs, workers, truths, appended(told, outcome), open, replayed, faults, orders);
    }

    World withoutTold(int place) {
        List<Told> fewer = new ArrayList<>(told);
        fewer.remove(place);
        return new World(run, responses, claims, jobs, workers, truths, fewer, open, replayed, faults, orders);
    }

    World withOpen(OpenFold next) {
        return new World(run, responses, claims, jobs, workers, truths, told, next, replayed, faults, orders);
    }

    World withReplayed(Replayed next) {
        return new World(run, responses, claims, jobs, workers, truths, told, open, next, faults, orders);
    }

    World withClaims(int miner, int change) {
        List<Integer> next = replaced(claims, miner, claims.get(miner) + change);
        return new World(run, responses, next, jobs, workers, truths, told, open, replayed, faults, orders);
    }

    World afterFault() {
        return new World(run, responses, claims, jobs, workers, truths, told, open, replayed, faults - 1, orders);
    }

    World afterOrder() {
        return new World(run, responses, claims, jobs, workers, truths, told, open, replayed, faults, orders - 1);
    }

    /** The workers of a job, changed. */
    World withWorkersOf(int row, UnaryOperator<Worker> change) {
        return withWorkers(workers.stream()
                .map(worker -> worker.job() == row ? change.apply(worker) : worker)
                .toList());
    }

    private static <T> List<T> replaced(List<T> list, int place, T item) {
        List<T> next = new ArrayList<>(list);
        next.set(place, item);
        return next;
    }

    private static <T> List<T> appended(List<T> list, T item) {
        List<T> next = new ArrayList<>(list);
        next.add(item);
        return next;
    }
}
