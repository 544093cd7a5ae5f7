package fairweather.proof.walk;

import fairweather.orchestrator.machine.RunMachine;
import fairweather.response.ResponseStatus;
import fairweather.run.RunStatus;
import java.util.List;
import java.util.Optional;

/** The properties of a single state. */
final class Checks {
    private final Responses responses;

    Checks(Responses responses) {
        this.responses = responses;
    }

    /** What the state violates; null if nothing. */
    Property violated(World world) {
        if (!oneJobPerKey(world)) {
            return Property.ONE_JOB_PER_KEY;
        }
        if (!oneRunningPerMiner(world)) {
            return Property.ONE_RUNNING_PER_MINER;
        }
        if (!endedHasNoJob(world)) {
            return Property.ENDED_HAS_NO_JOB;
        }
        if (!noWorkLost(world)) {
            return Property.NO_WORK_LOST;
        }
        return runIsFold(world) ? null : Property.RUN_IS_FOLD;
    }

    private static boolean oneJobPerKey(World world) {
        List<JobRow> jobs = world.jobs();
        for (int a = 0; a < jobs.size(); a++) {
            for (int b = a + 1; b < jobs.size(); b++) {
                if (jobs.get(a).unfinished()
                        && jobs.get(b).unfinished()
                        && jobs.get(a).sameKey(jobs.get(b))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean oneRunningPerMiner(World world) {
        for (int miner = 0; miner < world.responses().size(); miner++) {
            int owner = miner;
            if (world.jobs().stream()
                            .filter(job -> job.owner() == owner && job.running())
                            .count()
                    > 1) {
                return false;
            }
        }
        return true;
    }

    private boolean ended(World world, int owner) {
        return world.run().terminal()
                || owner != Told.RUN
                        && responses.status(world.responses().get(owner)).terminal();
    }

    private boolean endedHasNoJob(World world) {
        return world.jobs().stream().noneMatch(job -> job.unfinished() && ended(world, job.owner()));
    }

    private boolean noWorkLost(World world) {
        if (world.run().terminal()) {
            return true;
        }
        if (world.run().rank() < RunStatus.QUERYING_MINERS.rank()) {
            return attended(world, Told.RUN);
        }
        for (int miner = 0; miner < world.responses().size(); miner++) {
            ResponseStatus status = responses.status(world.responses().get(miner));
            if (!status.terminal() && !attended(world, miner)) {
                return false;
            }
        }
        return true;
    }

    private static boolean attended(World world, int owner) {
        long jobs = world.jobs().stream()
                .filter(job -> job.owner() == owner && job.unfinished())
                .count();
        return jobs == 1 || toFold(world, owner);
    }

    private static boolean toFold(World world, int owner) {
        return world.told().stream().anyMatch(told -> told.owner() == owner)
                || world.open() != null && world.open().outcome().owner() == owner
                || world.workers().stream()
                        .anyMatch(worker ->
                                worker.untold() != null && worker.untold().owner() == owner);
    }

    private boolean runIsFold(World world) {
        RunStatus run = world.run();
        if (run.rank() < RunStatus.QUERYING_MINERS.rank() || run == RunStatus.ABANDONED) {
            return true;
        }
        Optional<RunStatus> fold = RunMachine.fold(responses.counts(world.responses()));
        return fold.isEmpty()
                || run.rank() >= fold.get().rank()
                        && run.terminal() == fold.get().terminal();
    }

    /** True if the walk's way ends here well. */
    static boolean atEnd(World world) {
        return world.run().terminal();
    }
}
