package fairweather.proof.walk;

import fairweather.failure.Code;
import fairweather.job.JobMachine;
import fairweather.job.JobState;
import fairweather.job.JobTrigger;
import fairweather.job.JobType;
import fairweather.orchestrator.machine.Effect;
import fairweather.orchestrator.machine.ResponseEvent;
import fairweather.orchestrator.machine.RunEffect;
import fairweather.orchestrator.machine.RunEvent;
import fairweather.orchestrator.machine.RunVerdict;
import fairweather.response.ResponseStatus;
import fairweather.run.RunStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Folds one outcome into a world, with the real machines; collects what the step itself violates. */
final class FoldStep {
    private final Set<Rule> rules;
    private final Responses responses;
    private final Runs runs;
    private final Set<Property> broken = EnumSet.noneOf(Property.class);
    private World world;

    private FoldStep(Set<Rule> rules, Responses responses, World world) {
        this.rules = rules;
        this.responses = responses;
        this.runs = new Runs(rules);
        this.world = world;
    }

    /** Folds an outcome that is taken from the queue already. */
    static Move fold(Set<Rule> rules, Responses responses, World world, Told told) {
        FoldStep step = new FoldStep(rules, responses, world);
        step.fold(told);
        return Move.fair(() -> "folded: " + told, step.world).breaking(step.broken);
    }

    /** The same by a fold that dies when it has written its mark and the jobs, and not yet the states. */
    static Move halfDone(Set<Rule> rules, Responses responses, World world, Told told) {
        FoldStep step = new FoldStep(rules, responses, world);
        step.fold(told);
        World half =
                step.world.withRun(world.run()).withResponses(world.responses()).afterFault();
        return Move.chance(() -> "half folded: " + told, half).breaking(step.broken);
    }

    /** Writes what a fold without locks makes of what it read. */
    static Move write(Set<Rule> rules, Responses responses, World world) {
        World.OpenFold open = world.open();
        Told.OfMiner told = (Told.OfMiner) open.outcome();
        FoldStep step = new FoldStep(rules, responses, world.withOpen(null));
        step.replay(told);
        step.ofMiner(told.miner(), told.event(), open.run(), open.responses());
        return Move.fair(() -> "the first fold writes " + told, step.world).breaking(step.broken);
    }

    private void replay(Told told) {
        world = world.withReplayed(world.replayed().after(told, world.truths(), runs, responses));
    }

    private void fold(Told told) {
        replay(told);
        switch (told) {
            case Told.OfMiner of -> ofMiner(of.miner(), of.event(), world.run(), world.responses());
            case Told.OfRun of -> ofRun(of.event());
            case Told.TruthGone gone -> {
                if (!world.run().terminal()) {
                    everyLive(new ResponseEvent.TruthGone(gone.lead(), "gone"));
                }
            }
        }
    }

    private void everyLive(ResponseEvent event) {
        for (int miner = 0; miner < world.responses().size(); miner++) {
            if (!responses.status(world.responses().get(miner)).terminal()) {
                respond(miner, event, world.responses());
            }
        }
        follow(world.run(), world.responses());
    }

    /** An outcome of a miner's own; in a run that has ended it can only cancel. */
    private void ofMiner(int miner, ResponseEvent event, RunStatus run, List<Integer> read) {
        ResponseEvent possible = run.terminal()
                ? new ResponseEvent.Cancelled(Code.VALIDATOR_INTERNAL, "the run is " + run.word())
                : event;
        Responses.Answer answer = respond(miner, possible, read);
        if (answer.row() != null) {
            List<Integer> moved = new ArrayList<>(read);
            moved.set(miner, answer.next());
            follow(run, moved);
        }
    }

    private Responses.Answer respond(int miner, ResponseEvent event, List<Integer> read) {
        int stored = world.responses().get(miner);
        Responses.Answer answer = responses.apply(read.get(miner), event, world.truths());
        check(answer.asDeclared(), Property.TABLE_ROWS);
        if (answer.row() == null) {
            return answer;
        }
        ResponseStatus from = responses.status(stored);
        ResponseStatus to = responses.status(answer.next());
        boolean back = event instanceof ResponseEvent.Redriven;
        check(back || !from.terminal(), Property.ENDS_ONCE);
        check(back || to.rank() >= from.rank(), Property.RANKS_GROW);
        check(answer.row().from().contains(from), Property.TABLE_ROWS);
        world = world.withResponse(miner, answer.next());
        answer.effects().forEach(effect -> write(miner, effect));
        return answer;
    }

    private void write(int miner, Effect effect) {
        switch (effect) {
            case Effect.Enqueue job ->
                enqueue(JobRow.of(
                        miner, job.type(), "verify".equals(job.payload().getString("phase"))));
            case Effect.CancelJobs cancel -> cancelJobs(miner);
            case Effect.VoidScores _,
                    Effect.RestoreScores _,
                    Effect.AwaitLeads _,
                    Effect.CloseSteps _,
                    Effect.ReopenSteps _,
                    Effect.EndLead _,
                    Effect.CountExchange _ -> {}
        }
    }

    private void enqueue(JobRow job) {
        world = Queue.enqueued(rules, world, job);
    }

    private void cancelJobs(int owner) {
        if (!rules.contains(Rule.END_CANCELS_JOBS)) {
            return;
        }
        for (int row = 0; row < world.jobs().size(); row++) {
            JobRow job = world.jobs().get(row);
            if ((owner == Told.RUN && job.owner() != Told.ELSEWHERE || job.owner() == owner) && job.unfinished()) {
                JobState next =
                        JobMachine.apply(job.state(), JobTrigger.CANCELLED, 0).orElseThrow();
                world = world.withJob(row, job.with(next)).withWorkersOf(row, Worker::outdated);
            }
        }
    }

    private void ofRun(RunEvent event) {
        RunStatus before = world.run();
        if (!(runs.apply(before, event) instanceof RunVerdict.Applied applied)) {
            return;
        }
        move(applied.path());
        for (RunEffect effect : applied.effects()) {
            switch (effect) {
                case ENQUEUE_SEED -> enqueue(JobRow.of(Told.RUN, JobType.SEED, false));
                case ENQUEUE_INITIATE_FETCH -> enqueue(JobRow.of(Told.RUN, JobType.INITIATE_FETCH, false));
                case ENQUEUE_QUERIES -> {
                    for (int miner = 0; miner < world.responses().size(); miner++) {
                        if (!responses.status(world.responses().get(miner)).terminal()) {
                            enqueue(JobRow.of(miner, JobType.QUERY_MINER, false));
                        }
                    }
                }
                case CANCEL_JOBS -> cancelJobs(Told.RUN);
                case FAIL_RESPONSES -> everyLive(new ResponseEvent.RunFailed("gfs_fetch", "the run failed"));
                case CANCEL_RESPONSES ->
                    everyLive(new ResponseEvent.Cancelled(Code.VALIDATOR_INTERNAL, "the run is abandoned"));
                case SEED_RESPONSES, WATCH_TRUTHS -> {}
            }
        }
    }

    private void follow(RunStatus run, List<Integer> read) {
        move(runs.follow(run, responses.counts(read)));
    }

    private void move(List<RunStatus> path) {
        if (path.isEmpty()) {
            return;
        }
        boolean live = !world.run().terminal();
        check(live, Property.ENDS_ONCE);
        check(!live || path.getLast().rank() > world.run().rank(), Property.RANKS_GROW);
        world = world.withRun(path.getLast());
        if (world.run().terminal()) {
            cancelJobs(Told.RUN);
        }
    }

    private void check(boolean holds, Property property) {
        if (!holds) {
            broken.add(property);
        }
    }
}
