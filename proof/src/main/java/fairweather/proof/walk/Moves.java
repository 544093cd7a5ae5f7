package fairweather.proof.walk;

import fairweather.job.JobTrigger;
import fairweather.job.JobType;
import fairweather.orchestrator.machine.ResponseEvent;
import fairweather.orchestrator.machine.ResponseState;
import fairweather.orchestrator.machine.RunEvent;
import fairweather.orchestrator.machine.Stage;
import fairweather.response.ResponseStatus;
import fairweather.run.RunStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** All that can happen next in a world: what workers, the reaper, the fold, the providers and an operator may do. */
final class Moves {
    private final Set<Rule> rules;
    private final Bounds bounds;
    private final Responses responses;
    private final Work work;

    Moves(Set<Rule> rules, Bounds bounds, Responses responses) {
        this.rules = rules;
        this.bounds = bounds;
        this.responses = responses;
        this.work = new Work(responses);
    }

    World first() {
        World empty = new World(
                RunStatus.CREATED,
                Collections.nCopies(bounds.miners(), responses.seeded()),
                Collections.nCopies(bounds.miners(), 0),
                List.of(),
                List.of(),
                Collections.nCopies(Responses.LEADS.size(), Truth.NOT_YET),
                List.of(),
                null,
                new Replayed(RunStatus.CREATED, Collections.nCopies(bounds.miners(), responses.seeded())),
                bounds.faults(),
                bounds.orders());
        World begun = empty.withNewJob(JobRow.of(Told.RUN, JobType.ORCHESTRATE, false));
        return bounds.elsewhere() ? begun.withNewJob(JobRow.of(Told.ELSEWHERE, JobType.POLL_MINER, false)) : begun;
    }

    List<Move> of(World world) {
        List<Move> moves = new ArrayList<>();
        if (world.run().terminal() && world.told().isEmpty() && world.workers().isEmpty()) {
            return moves;
        }
        jobs(world, moves);
        for (int place = 0; place < world.workers().size(); place++) {
            worker(world, place, moves);
        }
        folds(world, moves);
        truths(world, moves);
        if (world.orders() > 0) {
            orders(world, moves);
        }
        return moves;
    }

    private boolean room(World world) {
        return world.told().size() < bounds.unfolded();
    }

    private void jobs(World world, List<Move> moves) {
        for (int row = 0; row < world.jobs().size(); row++) {
            JobRow job = world.jobs().get(row);
            if (world.workers().size() < bounds.workers() && claimable(world, job)) {
                moves.add(
                        bounds.elsewhere()
                                ? Move.fair(
                                        () -> "a worker chooses the " + job, world.withNewWorker(Worker.lookingAt(row)))
                                : Move.fair(() -> "a worker claims the " + job, Queue.claimed(rules, world, row)));
            }
            if (job.running() && rules.contains(Rule.LEASES_LAPSE) && unattended(world, row)) {
                lapse(world, row, moves);
            }
            if (job.unfinished() && job.owner() != Told.ELSEWHERE) {
                World again = Queue.enqueued(rules, world, JobRow.of(job.owner(), job.type(), job.verify()));
                if (again != world) {
                    moves.add(Move.chance(() -> "the " + job + " is asked for once more", again));
                }
            }
        }
    }

    private boolean claimable(World world, JobRow job) {
        return job.state().status().waiting() && Queue.placeFree(rules, world, job) && work.due(world, job);
    }

    /** A claim that has chosen its job writes, unless another was quicker with the job or with the miner. */
    private Move claim(World world, int place) {
        int row = world.workers().get(place).job();
        JobRow job = world.jobs().get(row);
        World alone = world.withoutWorker(place);
        boolean taken = rules.contains(Rule.PLACE_IS_UNIQUE)
                ? !claimable(world, job)
                : !job.state().status().waiting();
        return taken
                ? Move.fair(() -> "a claim of the " + job + " gives way", alone)
                : Move.fair(() -> "a worker claims the " + job, Queue.claimed(rules, alone, row));
    }

    /** True if no worker beats for the job's lease. */
    private static boolean unattended(World world, int row) {
        long token = world.jobs().get(row).state().token();
        return world.workers().stream()
                .noneMatch(worker -> worker.job() == row && worker.token() == token && !worker.asleep());
    }

    private void lapse(World world, int row, List<Move> moves) {
        JobRow job = world.jobs().get(row);
        boolean tells = Queue.tells(job, JobTrigger.LAPSED) && job.owner() != Told.ELSEWHERE;
        if (tells && !room(world)) {
            return;
        }
        Told lost = job.owner() == Told.RUN
                ? new Told.OfRun(new RunEvent.JobFailed(job.type()))
                : new Told.OfMiner(job.owner(), new ResponseEvent.JobLost("the work crashed"));
        World next = Queue.lapsed(rules, world, row);
        Move move = tells
                ? ended(world, row, next, lost, () -> "the reaper ends the " + job, Rule.REAPER_TELLS)
                : Move.fair(() -> "the reaper gives the " + job + " back", next);
        moves.add(move);
    }

    /** An end from outside the attempt: its outcome has the first number under the job's token. */
    private Move ended(World before, int row, World after, Told told, Supplier<String> words, Rule tells) {
        boolean sameToken = before.jobs().get(row).state().token()
                == after.jobs().get(row).state().token();
        boolean keyTaken = sameToken && before.jobs().get(row).told();
        Move move = Move.fair(words, rules.contains(tells) ? after.withTold(told) : after);
        return keyTaken ? move.breaking(Property.OUTCOME_KEYS) : move;
    }

    private void worker(World world, int place, List<Move> moves) {
        Worker worker = world.workers().get(place);
        JobRow job = world.jobs().get(worker.job());
        if (worker.looking()) {
            moves.add(claim(world, place));
            return;
        }
        if (worker.stale() && worker.untold() == null && Queue.beats(rules, job, worker)) {
            moves.add(Move.chance(() -> "a worker with a lost lease of the " + job + " renews it", world)
                    .breaking(Property.STALE_WRITES_NOTHING));
        }
        if (worker.untold() != null) {
            if (room(world)) {
                World told = world.withTold(worker.untold()).withoutWorker(place);
                moves.add(Move.fair(() -> "its worker tells: " + worker.untold(), told));
            }
        } else if (!Queue.held(rules, job, worker)) {
            moves.add(Move.fair(() -> "a worker finds its lease of the " + job + " lost", world.withoutWorker(place)));
        } else {
            for (Result result : work.next(world, job, worker.step())) {
                if (result.outcome() == null || room(world)) {
                    result(world, place, result, moves);
                }
            }
            if (!worker.stale()) {
                World released = Queue.ended(rules, world, worker.job(), JobTrigger.RELEASED, job.verify());
                moves.add(Move.chance(() -> "a worker stops and releases the " + job, released.withoutWorker(place)));
            }
        }
        if (world.faults() > 0) {
            moves.add(Move.chance(
                    () -> "the worker of the " + job + " dies",
                    world.withoutWorker(place).afterFault()));
            if (!worker.asleep() && worker.untold() == null) {
                World asleep = world.withWorker(place, worker.sleeping()).afterFault();
                moves.add(Move.chance(() -> "the worker of the " + job + " falls asleep past its lease", asleep));
            }
        }
    }

    private void result(World world, int place, Result result, List<Move> moves) {
        Worker worker = world.workers().get(place);
        JobRow job = world.jobs().get(worker.job());
        Supplier<String> who =
                () -> (worker.stale() ? "a worker with a lost lease of the " : "the worker of the ") + job + " ";
        Supplier<String> words =
                () -> who.get() + result.words() + (result.outcome() == null ? "" : ": " + result.outcome());
        if (result.end() == null) {
            World next = world.withWorker(place, worker.at(result.step()))
                    .withJob(worker.job(), job.with(job.verify(), true))
                    .withTold(result.outcome());
            moves.add(accepted(words, next, result, worker, job));
            return;
        }
        boolean verify = result.verify();
        World ended = Queue.ended(rules, world, worker.job(), result.end(), verify);
        ended = ended.withJob(
                worker.job(), ended.jobs().get(worker.job()).with(verify, job.told() || result.outcome() != null));
        if (result.outcome() != null && !rules.contains(Rule.OUTCOME_WITH_THE_END)) {
            World untold = ended.withWorker(place, worker.outdated().holding(result.outcome()));
            moves.add(accepted(
                    () -> who.get() + "ends it before it tells: " + result.outcome(), untold, result, worker, job));
            return;
        }
        World written = result.outcome() == null ? ended : ended.withTold(result.outcome());
        moves.add(accepted(words, written.withoutWorker(place), result, worker, job));
        if (world.faults() > 0) {
            World unknown = written.withWorker(place, worker.outdated()).afterFault();
            moves.add(accepted(() -> words.get() + "; the acknowledgement is lost", unknown, result, worker, job)
                    .unfair());
        }
    }

    private static Move accepted(Supplier<String> words, World next, Result result, Worker worker, JobRow job) {
        Move move = result.good() ? Move.fair(words, next) : Move.chance(words, next);
        if (!job.unfinished()) {
            return move.breaking(Property.ENDS_ONCE);
        }
        return worker.stale() ? move.breaking(Property.STALE_WRITES_NOTHING) : move;
    }

    private void folds(World world, List<Move> moves) {
        if (world.open() != null) {
            moves.add(FoldStep.write(rules, responses, world));
        }
        Set<Integer> owners = new HashSet<>();
        for (int place = 0; place < world.told().size(); place++) {
            Told told = world.told().get(place);
            if (!owners.add(told.owner())) {
                continue;
            }
            World taken = world.withoutTold(place);
            moves.add(FoldStep.fold(rules, responses, taken, told));
            if (!rules.contains(Rule.FOLD_IS_ONE_TRANSACTION) && world.faults() > 0) {
                moves.add(FoldStep.halfDone(rules, responses, taken, told));
            }
            if (!rules.contains(Rule.PARENTS_LOCKED) && world.open() == null && told instanceof Told.OfMiner) {
                World.OpenFold open = new World.OpenFold(told, world.run(), world.responses());
                moves.add(Move.chance(() -> "a fold reads for: " + told, taken.withOpen(open)));
            }
        }
    }

    private void truths(World world, List<Move> moves) {
        if (world.run().rank() < RunStatus.GFS_READY.rank() || world.run().terminal()) {
            return;
        }
        for (int place = 0; place < world.truths().size(); place++) {
            int lead = Responses.LEADS.get(place);
            if (world.truths().get(place) == Truth.NOT_YET) {
                moves.add(
                        Move.fair(() -> "the truth of lead " + lead + " h comes", world.withTruth(place, Truth.READY)));
                if (room(world)) {
                    World gone = world.withTruth(place, Truth.GONE).withTold(new Told.TruthGone(lead));
                    moves.add(Move.fair(() -> "the truth of lead " + lead + " h will never come", gone));
                }
            }
        }
    }

    private void orders(World world, List<Move> moves) {
        if (!room(world) || world.run().terminal()) {
            return;
        }
        for (int row = 0; row < world.jobs().size(); row++) {
            JobRow job = world.jobs().get(row);
            if (job.unfinished() && job.owner() != Told.ELSEWHERE) {
                World next = Queue.cancelled(rules, world, row).afterOrder();
                Told told = job.owner() == Told.RUN
                        ? new Told.OfRun(new RunEvent.JobFailed(job.type()))
                        : new Told.OfMiner(job.owner(), new ResponseEvent.JobCancelled("by order"));
                moves.add(ended(world, row, next, told, () -> "an operator cancels the " + job, Rule.CANCEL_TELLS)
                        .unfair());
            }
        }
        World cancelled =
                world.withTold(new Told.OfRun(new RunEvent.Abandoned())).afterOrder();
        moves.add(Move.chance(() -> "an operator cancels the run", cancelled));
        for (int miner = 0; miner < bounds.miners(); miner++) {
            ResponseState state = responses.state(world.responses().get(miner));
            if (state.status() == ResponseStatus.FAILED) {
                redrive(world, miner, state, moves);
            }
        }
    }

    private static void redrive(World world, int miner, ResponseState state, List<Move> moves) {
        Stage.of(state.ended().stage()).ifPresent(stage -> {
            Told told = new Told.OfMiner(miner, new ResponseEvent.Redriven(stage));
            moves.add(Move.chance(
                    () -> "an operator redrives miner " + miner,
                    world.withTold(told).afterOrder()));
        });
    }
}
