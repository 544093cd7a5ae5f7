package fairweather.proof.walk;

import fairweather.job.JobState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One world for all that differ in nothing the future depends on: miners and workers are interchangeable, of tokens only
 * counts whether they are the latest, rows that ended and that nobody holds are forgotten.
 */
final class Canonical {
    private final Set<Rule> rules;
    private final Responses responses;
    private final Map<Told, Integer> outcomes = new HashMap<>();

    /** A canonical world and the key that it shares with its likes. */
    record Form(World world, String key) {}

    Canonical(Set<Rule> rules, Responses responses) {
        this.rules = rules;
        this.responses = responses;
    }

    Form of(World world) {
        Form one = form(world);
        Form other = form(swapped(world));
        return one.key().compareTo(other.key()) <= 0 ? one : other;
    }

    private Form form(World world) {
        World plain = sorted(plain(world));
        return new Form(plain, key(plain));
    }

    /** Miner 0 called 1 and the other way round. */
    private static World swapped(World world) {
        World.OpenFold open = world.open();
        return new World(
                world.run(),
                world.responses().reversed(),
                world.claims().reversed(),
                world.jobs().stream()
                        .map(job -> new JobRow(
                                swapped(job.owner()), job.type(), job.verify(), job.state(), job.told()))
                        .toList(),
                world.workers().stream()
                        .map(worker -> worker.holding(swapped(worker.untold())))
                        .toList(),
                world.truths(),
                world.told().stream().map(Canonical::swapped).toList(),
                open == null
                        ? null
                        : new World.OpenFold(
                                swapped(open.outcome()), open.run(), open.responses().reversed()),
                world.faults(),
                world.orders());
    }

    private static int swapped(int owner) {
        return owner == Told.RUN ? owner : 1 - owner;
    }

    private static Told swapped(Told told) {
        return told instanceof Told.OfMiner(int miner, var event) ? new Told.OfMiner(1 - miner, event) : told;
    }

    private World plain(World world) {
        List<JobRow> jobs = new ArrayList<>();
        List<Worker> workers = new ArrayList<>();
        boolean byAttempt = !rules.contains(Rule.TOKEN_IS_THE_FENCE);
        boolean byNumber = !rules.contains(Rule.REAPER_RAISES_TOKEN) || !rules.contains(Rule.CANCEL_RAISES_TOKEN);
        for (int row = 0; row < world.jobs().size(); row++) {
            JobRow job = world.jobs().get(row);
            int place = jobs.size();
            int before = workers.size();
            for (Worker worker : world.workers()) {
                if (worker.job() == row) {
                    long token = worker.token() == job.state().token() ? 1 : 0;
                    workers.add(new Worker(
                            place,
                            token,
                            byAttempt ? worker.attempt() : 0,
                            worker.step(),
                            worker.asleep(),
                            worker.stale(),
                            worker.untold()));
                }
            }
            if (job.unfinished() || workers.size() > before) {
                int attempts = job.unfinished() ? job.state().attempts() : 0;
                JobState state = new JobState(job.state().status(), 1, attempts, JobRow.MOST_ATTEMPTS);
                jobs.add(new JobRow(job.owner(), job.type(), job.verify(), state, byNumber && job.told()));
            }
        }
        World plain = world.withJobs(jobs).withWorkers(workers);
        return world.orders() > 0
                ? plain
                : plain.withResponses(
                        world.responses().stream().map(responses::forgotten).toList());
    }

    private World sorted(World world) {
        List<Integer> order = IntStream.range(0, world.jobs().size())
                .boxed()
                .sorted(Comparator.comparing(row -> key(world.jobs().get(row)) + holders(world, row)))
                .toList();
        List<JobRow> jobs = order.stream().map(world.jobs()::get).toList();
        List<Worker> workers = world.workers().stream()
                .map(worker -> worker.of(order.indexOf(worker.job()), worker.token()))
                .sorted(Comparator.comparing(this::key))
                .toList();
        return new World(
                world.run(),
                world.responses(),
                world.claims(),
                jobs,
                workers,
                world.truths(),
                world.told().stream().sorted(Comparator.comparing(Told::owner)).toList(),
                world.open(),
                world.faults(),
                world.orders());
    }

    /** The workers of a row, so that rows that are alike but differently held have an order. */
    private String holders(World world, int row) {
        StringBuilder key = new StringBuilder();
        world.workers().stream()
                .filter(worker -> worker.job() == row)
                .map(worker -> key(worker.of(0, worker.token())))
                .sorted()
                .forEach(key::append);
        return key.toString();
    }

    private String key(World world) {
        StringBuilder key = new StringBuilder();
        key.append((char) world.run().ordinal());
        world.truths().forEach(truth -> key.append((char) truth.ordinal()));
        key.append((char) (world.faults() << 4 | world.orders()));
        world.responses().forEach(response -> number(key, response));
        world.claims().forEach(claims -> key.append((char) (claims + 64)));
        key.append((char) world.jobs().size());
        world.jobs().forEach(job -> key.append(key(job)));
        key.append((char) world.workers().size());
        world.workers().forEach(worker -> key.append(key(worker)));
        world.told().forEach(told -> key.append(key(told)));
        if (world.open() != null) {
            key.append((char) 255).append(key(world.open().outcome()));
            key.append((char) world.open().run().ordinal());
            world.open().responses().forEach(response -> number(key, response));
        }
        return key.toString();
    }

    private static void number(StringBuilder key, int number) {
        key.append((char) (number >> 7)).append((char) (number & 127));
    }

    private static String key(JobRow job) {
        int what = (job.owner() + 1) << 5 | job.type().ordinal() << 1 | (job.verify() ? 1 : 0);
        int how = job.state().status().ordinal() << 4 | job.state().attempts() << 1 | (job.told() ? 1 : 0);
        return "" + (char) what + (char) how;
    }

    private String key(Worker worker) {
        int where = worker.job() << 3 | worker.step();
        int how = worker.attempt() << 3
                | (int) worker.token() << 2
                | (worker.asleep() ? 2 : 0)
                | (worker.stale() ? 1 : 0);
        return "" + (char) where + (char) how + (worker.untold() == null ? "" : key(worker.untold()));
    }

    private String key(Told told) {
        return "" + (char) (int) outcomes.computeIfAbsent(told, any -> outcomes.size());
    }
}
