package fairweather.proof.walk;

import fairweather.orchestrator.machine.RunMachine;
import fairweather.response.ResponseStatus;
import fairweather.run.RunStatus;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The properties of a single state. */
final class Checks {
    private final Responses responses;

    Checks(Responses responses) {
        this.responses = responses;
    }

    /** What the state violates, with what was violated on the way to it. */
    Set<Property> violated(World world, Set<Property> onTheWay) {
        Set<Property> violated = EnumSet.noneOf(Property.class);
        violated.addAll(onTheWay);
        check(violated, oneJobPerKey(world), Property.ONE_JOB_PER_KEY);
        check(violated, oneRunningPerMiner(world), Property.ONE_RUNNING_PER_MINER);
        check(violated, endedHasNoJob(world), Property.ENDED_HAS_NO_JOB);
        check(violated, noWorkLost(world), Property.NO_WORK_LOST);
        check(violated, runIsFold(world), Property.RUN_IS_FOLD);
        check(violated, isReplayed(world), Property.REPLAY);
        return violated;
    }

    private static void check(Set<Property> violated, boolean holds, Property property) {
        if (!holds) {
            violated.add(property);
        }
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
        List<JobRow> running = world.jobs().stream().filter(JobRow::running).toList();
        return running.stream()
                .noneMatch(job -> running.stream().anyMatch(other -> other != job && other.samePlace(job)));
    }

    private boolean ended(World world, int owner) {
        if (owner == Told.ELSEWHERE) {
            return false;
        }
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
        // Two of one type have one key, and are for the other property to find.
        long jobs = world.jobs().stream()
                .filter(job -> job.owner() == owner && job.unfinished())
                .map(JobRow::type)
                .distinct()
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

    private static boolean isReplayed(World world) {
        return world.run() == world.replayed().run()
                && world.responses().equals(world.replayed().responses());
    }

    /** True if the walk's way ends here well. */
    static boolean atEnd(World world) {
        return world.run().terminal();
    }
}
