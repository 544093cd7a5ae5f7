package fairweather.reference.cache;

import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.NotYet;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.ReferenceSource;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Writes each field as it arrives, so that what has arrived is kept if the rest does not. A few are written at a time, since
 * each waits for the disk; whoever brings more waits for one of them. Never throws at the source: what went wrong here is
 * for the one who asked.
 */
final class Arrivals implements ReferenceSource.Receiver, AutoCloseable {
    private static final int AT_A_TIME = 3;

    private final Set<FieldKey> wanted;
    private final String source;
    private final Shelf shelf;
    private final Map<FieldKey, Readiness> answers = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(AT_A_TIME);
    private final Queue<Future<?>> writing = new ConcurrentLinkedQueue<>();
    private final ExecutorService writers = Executors.newFixedThreadPool(
            AT_A_TIME, Thread.ofPlatform().daemon().name("field-writer").factory());

    Arrivals(Collection<FieldKey> wanted, String source, Shelf shelf) {
        this.wanted = new LinkedHashSet<>(wanted);
        this.source = source;
        this.shelf = shelf;
    }

    @Override
    public void take(FieldKey key, Readiness readiness) {
        if (!wanted.contains(key)) {
            return;
        }
        if (readiness instanceof Ready ready) {
            places.acquireUninterruptibly();
            writing.add(writers.submit(() -> write(key, ready)));
        } else {
            answers.put(key, readiness);
        }
    }

    /** @throws IOException for another reason than a full disk or an interruption */
    private Void write(FieldKey key, Ready ready) throws IOException {
        try {
            answers.put(key, shelf.put(key, source, ready));
        } catch (IOException failed) {
            answers.put(key, new NotYet("the " + key.describe() + " could not be written to the field cache"));
            boolean passes = Room.lacking(failed) || failed instanceof ClosedByInterruptException;
            if (!passes) {
                throw failed;
            }
        } finally {
            places.release();
        }
        return null;
    }

    /**
     * What is known of every key, once all of it is written.
     *
     * @throws IOException if a field could not be written for another reason than a full disk or an interruption
     */
    Map<FieldKey, Readiness> answers() throws IOException {
        close();
        for (Future<?> one : writing) {
            if (one.state() == Future.State.FAILED) {
                throw trouble(one.exceptionNow());
            }
        }
        wanted.forEach(
                key -> answers.putIfAbsent(key, new NotYet(source + " gave no answer about the " + key.describe())));
        return answers;
    }

    private static IOException trouble(Throwable failed) {
        return switch (failed) {
            case IOException disk -> disk;
            case RuntimeException defect -> throw defect;
            default -> throw new IllegalStateException(failed);
        };
    }

    /** Waits for what is being written; an interruption makes that quicker. */
    @Override
    public void close() {
        writers.close();
    }
}
