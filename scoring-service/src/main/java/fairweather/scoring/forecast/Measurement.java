package fairweather.scoring.forecast;

import fairweather.failure.Failure;
import fairweather.failure.FailureException;
import fairweather.forecast.store.ChunkGroup;
import fairweather.forecast.store.FieldResult;
import fairweather.forecast.store.ForecastReader;
import fairweather.forecast.store.PlannedChunk;
import fairweather.forecast.store.ReadingPlan;
import fairweather.scoring.score.Absence;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * One reading of some components: chunk after chunk is fetched by the calling thread, while the chunks before it are
 * decoded and summed by others. What cannot be read ends the reading while it may be tried again. When it may not, the
 * components in that chunk are absent with the code of that failure, as long as anything else can be read; but never for
 * bytes that are not what was frozen, and never for trouble of our own.
 */
final class Measurement {
    private final ForecastReader reader;
    private final ReadingPlan plan;
    private final List<Wanted> wanted;
    private final Predicate<Failure> spent;
    private final ChunkWindow window;
    private final Measured[] results;
    private FailureException firstUnreadable;

    /**
     * @param spent whether there is no retry after a failure; asked by the calling thread only
     * @param bytes that the chunks may take at once; one chunk is read whatever it takes
     */
    Measurement(ForecastReader reader, LeadPlan plan, Predicate<Failure> spent, long bytes) {
        this.reader = reader;
        this.plan = plan.reading();
        this.wanted = plan.wanted();
        this.spent = spent;
        this.window = new ChunkWindow(bytes);
        this.results = new Measured[wanted.size()];
    }

    /** One result per component, in the order of what was wanted. */
    List<Measured> results() {
        for (int i = 0; i < results.length; i++) {
            FieldResult.Absent absent = plan.absent().get(i);
            if (absent != null) {
                Absence absence = new Absence(absent.code(), absent.reason());
                results[i] = new Measured(wanted.get(i).inputs(), null, null, absence, 0);
            }
        }
        try {
            plan.groups().forEach(this::read);
            window.awaitAll();
        } finally {
            window.drain();
        }
        List<Measured> all = List.of(results);
        if (firstUnreadable != null && all.stream().noneMatch(Measured::decoded)) {
            throw firstUnreadable;
        }
        return all;
    }

    private void read(ChunkGroup group) {
        GroupMeasurement measuring = new GroupMeasurement(group, wanted, results);
        Iterator<PlannedChunk> chunks = group.iterator();
        boolean come = true;
        for (int number = 0; number < group.size(); number++) {
            come = come && read(measuring, number, chunks.next());
            if (!come) {
                measuring.chunkIsDone();
            }
        }
    }

    /**
     * False if the chunk did not come: then the rest of its group is left alone. What decoders find out meanwhile decides
     * nothing about that: what is fetched, and so what can be found out about it, must not depend on who is faster.
     */
    private boolean read(GroupMeasurement measuring, int number, PlannedChunk chunk) {
        window.take(chunk.memory());
        long start = System.nanoTime();
        boolean passedOn = false;
        try {
            byte[] encoded = reader.fetch(chunk);
            measuring.took(System.nanoTime() - start);
            Decoders.execute(() -> decode(measuring, number, chunk, encoded));
            passedOn = true;
        } catch (FailureException unreadable) {
            measuring.fail(number, absence(unreadable));
        } finally {
            if (!passedOn) {
                window.giveBack(chunk.memory());
            }
        }
        return passedOn;
    }

    /** Whatever goes wrong, the room is given back: the reading thread waits for it. */
    private void decode(GroupMeasurement measuring, int number, PlannedChunk chunk, byte[] encoded) {
        try {
            deliver(measuring, number, chunk, encoded);
            measuring.chunkIsDone();
        } catch (RuntimeException | Error unexpected) {
            window.failed(unexpected);
        } finally {
            window.giveBack(chunk.memory());
        }
    }

    private static void deliver(GroupMeasurement measuring, int number, PlannedChunk chunk, byte[] encoded) {
        long start = System.nanoTime();
        try {
            chunk.deliver(encoded, measuring);
        } catch (FailureException undecodable) {
            if (!ForecastReader.costsOneField(undecodable.code())) {
                throw undecodable;
            }
            measuring.fail(number, absence(undecodable.failure()));
        } finally {
            measuring.took(System.nanoTime() - start);
        }
    }

    /** Why the components in a chunk that did not come are absent; thrown on if they are not, yet or at all. */
    private Absence absence(FailureException unreadable) {
        Failure failure = unreadable.failure();
        if (ForecastReader.costsOneField(failure.code())) {
            return absence(failure);
        }
        if (failure.code().integrity() || failure.code().blameless() || !spent.test(failure)) {
            throw unreadable;
        }
        firstUnreadable = firstUnreadable == null ? unreadable : firstUnreadable;
        return absence(failure);
    }

    private static Absence absence(Failure failure) {
        return new Absence(failure.code(), failure.message());
    }
}
