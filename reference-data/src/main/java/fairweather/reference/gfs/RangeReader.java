package fairweather.reference.gfs;

import fairweather.reference.gfs.RangePlan.Range;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads messages of an object: several ranges are on their way at once, and the messages are handed over one by one, in
 * the order of the file, by the thread that asked. No more ranges are held than are on their way.
 */
final class RangeReader {
    private static final int ON_THEIR_WAY = 4;

    private RangeReader() {}

    /** Takes a message's bytes; what it refuses ends the reading. */
    @FunctionalInterface
    interface Taker {
        void take(Span message, byte[] bytes) throws Refusal;
    }

    /** @throws Refusal as the object or the taker does; what was handed over before stays handed over */
    static void read(GfsObject object, Collection<Span> messages, Taker taker) throws Refusal {
        Iterator<Range> plan = RangePlan.of(messages).ranges().iterator();
        record Asked(Range range, Future<byte[]> answer) {}
        Deque<Asked> asked = new ArrayDeque<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                while (plan.hasNext() || !asked.isEmpty()) {
                    while (plan.hasNext() && asked.size() < ON_THEIR_WAY) {
                        Range range = plan.next();
                        asked.add(new Asked(range, threads.submit(() -> object.bytes(range.span()))));
                    }
                    Asked first = asked.remove();
                    byte[] bytes = await(first.answer());
                    for (Span message : first.range().messages()) {
                        taker.take(message, GfsObject.part(first.range(), bytes, message));
                    }
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static byte[] await(Future<byte[]> answer) throws Refusal {
        try {
            return answer.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException("reading a file of the GFS was interrupted");
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case Refusal refusal -> throw refusal;
                case RuntimeException defect -> throw defect;
                default -> throw new IllegalStateException(failed.getCause());
            }
        }
    }
}
