package fairweather.proof.walk;

import fairweather.orchestrator.machine.ResponseEvent.Redriven;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One key for all worlds that differ in nothing the future depends on: miners and workers are interchangeable, of tokens
 * only counts whether they are the latest, and how a response failed counts only while it can be redriven.
 */
final class Canonical {
    private static final int WORKER_BITS = 17;

    private final boolean byAttempt;
    private final boolean byNumber;
    private final Responses responses;
    private final Map<Told, Integer> outcomes = new HashMap<>();
    private final byte[] buffer = new byte[256];
    private int length;

    Canonical(Set<Rule> rules, Responses responses) {
        this.responses = responses;
        byAttempt = !rules.contains(Rule.TOKEN_IS_THE_FENCE);
        byNumber = !rules.contains(Rule.REAPER_RAISES_TOKEN) || !rules.contains(Rule.CANCEL_RAISES_TOKEN);
    }

    /** The world without the rows that ended and that no worker holds. */
    static World tidy(World world) {
        boolean[] needed = new boolean[world.jobs().size()];
        for (int row = 0; row < needed.length; row++) {
            needed[row] = world.jobs().get(row).unfinished();
        }
        world.workers().forEach(worker -> needed[worker.job()] = true);
        int[] places = new int[needed.length];
        List<JobRow> jobs = new ArrayList<>();
        for (int row = 0; row < needed.length; row++) {
            places[row] = jobs.size();
            if (needed[row]) {
                jobs.add(world.jobs().get(row));
            }
        }
        if (jobs.size() == needed.length) {
            return world;
        }
        List<Worker> workers = new ArrayList<>();
        world.workers().forEach(worker -> workers.add(worker.of(places[worker.job()])));
        return world.withJobs(jobs).withWorkers(workers);
    }

    /** The smaller of the keys that a world has under the namings of its miners. */
    String key(World world) {
        String one = key(world, false);
        if (world.responses().size() == 1) {
            return one;
        }
        String other = key(world, true);
        return one.compareTo(other) <= 0 ? one : other;
    }

    private String key(World world, boolean swapped) {
        length = 0;
        put(world.run().ordinal());
        put(world.faults() << 4 | world.orders());
        for (Truth truth : world.truths()) {
            put(truth.ordinal());
        }
        responses(world.responses(), swapped, canBeRedriven(world));
        for (int place = 0; place < world.claims().size(); place++) {
            put(world.claims().get(swapped ? 1 - place : place) + 64);
        }
        long[] rows = new long[world.jobs().size()];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = row(world, row, swapped);
        }
        Arrays.sort(rows);
        put(rows.length);
        for (long row : rows) {
            for (int shift = 56; shift >= 0; shift -= 8) {
                put((int) (row >>> shift));
            }
        }
        told(world, Told.RUN, swapped);
        for (int place = 0; place < world.responses().size(); place++) {
            told(world, swapped ? 1 - place : place, swapped);
        }
        if (world.open() != null) {
            put(outcome(world.open().outcome(), swapped));
            put(world.open().run().ordinal());
            responses(world.open().responses(), swapped, true);
        }
        return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static boolean canBeRedriven(World world) {
        return world.orders() > 0
                || world.told().stream()
                        .anyMatch(told ->
                                told instanceof Told.OfMiner(int miner, var event) && event instanceof Redriven);
    }

    private void put(int value) {
        buffer[length++] = (byte) value;
    }

    private void responses(List<Integer> numbers, boolean swapped, boolean whole) {
        for (int place = 0; place < numbers.size(); place++) {
            int number = numbers.get(swapped ? 1 - place : place);
            int kept = whole ? number : responses.forgotten(number);
            put(kept >> 8);
            put(kept);
        }
    }

    /** A row with its holders, at most three of them. */
    private long row(World world, int row, boolean swapped) {
        JobRow job = world.jobs().get(row);
        int attempts = job.unfinished() ? job.state().attempts() : 0;
        long code = owner(job, swapped) << 11
                | job.type().ordinal() << 8
                | (job.verify() ? 1 << 7 : 0)
                | job.state().status().ordinal() << 4
                | attempts << 1
                | (byNumber && job.told() ? 1 : 0);
        long[] holders = new long[3];
        int held = 0;
        for (Worker worker : world.workers()) {
            if (worker.job() == row) {
                holders[held++] =
                        1 + worker(worker, worker.token() == job.state().token(), swapped);
            }
        }
        Arrays.sort(holders);
        return (code << WORKER_BITS | holders[0]) << 2 * WORKER_BITS | holders[1] << WORKER_BITS | holders[2];
    }

    private static int owner(JobRow job, boolean swapped) {
        return switch (job.owner()) {
            case Told.RUN -> 0;
            case Told.ELSEWHERE -> 3;
            default -> 1 + (swapped ? 1 - job.owner() : job.owner());
        };
    }

    private int worker(Worker worker, boolean latest, boolean swapped) {
        return (byAttempt ? worker.attempt() << 14 : 0)
                | (worker.untold() == null ? 0 : 1 + outcome(worker.untold(), swapped) << 5)
                | worker.step() << 3
                | (latest ? 4 : 0)
                | (worker.asleep() ? 2 : 0)
                | (worker.stale() ? 1 : 0);
    }

    /** Outcomes of one owner keep their order; those of different owners have none. */
    private void told(World world, int owner, boolean swapped) {
        for (Told told : world.told()) {
            if (told.owner() == owner) {
                put(outcome(told, swapped));
            }
        }
        put(255);
    }

    private int outcome(Told told, boolean swapped) {
        Told named = swapped && told instanceof Told.OfMiner(int miner, var event)
                ? new Told.OfMiner(1 - miner, event)
                : told;
        return outcomes.computeIfAbsent(named, any -> outcomes.size());
    }
}
