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
 * Reads messages of an object: several ranges are on their way at once, a message is unpacked while the one before it is
 * handed over, and all are handed over one by one, in the order of the file, by the thread that asked. No more ranges are
 * held than are on their way.
 */
final class RangeReader {
    private static final int ON_THEIR_WAY = 4;

    private RangeReader() {}

    /** Makes something of a message's bytes, on a thread of its own; what it refuses ends the reading. */
    @FunctionalInterface
    interface Unpacker<T> {
        T unpack(Span message, byte[] bytes) throws Refusal;
    }

    /** Takes what was made of a message; what it refuses ends the reading. */
    @FunctionalInterface
    interface Taker<T> {
        void take(T unpacked) throws Refusal;
    }

    /** @throws Refusal as the object, the unpacker or the taker does; what was handed over before stays handed over */
    static <T> void read(GfsObject object, Collection<Span> messages, Unpacker<T> unpacker, Taker<T> taker)
            throws Refusal {
        Iterator<Range> plan = RangePlan.of(messages).ranges().iterator();
        record Asked(Range range, Future<byte[]> answer) {}
        Deque<Asked> asked = new ArrayDeque<>();
        Deque<Future<T>> unpacking = new ArrayDeque<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                while (plan.hasNext() || !asked.isEmpty()) {
                    while (plan.hasNext() && asked.size() < ON_THEIR_WAY) {
                        Range range = plan.next();
                        asked.add(new Asked(range, threads.submit(() -> object.bytes(range.span()))));
                    }
                    Asked first = asked.remove();
                    byte[] bytes = answer(first.answer(), unpacking, taker);
                    for (Span message : first.range().messages()) {
                        byte[] part = GfsObject.part(first.range(), bytes, message);
                        unpacking.add(threads.submit(() -> unpacker.unpack(message, part)));
                        if (unpacking.size() > 1) {
                            taker.take(await(unpacking.remove()));
                        }
                    }
                }
                handOver(unpacking, taker);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /** A range that cannot be had keeps back no message that came before it. */
    private static <T> byte[] answer(Future<byte[]> answer, Deque<Future<T>> unpacking, Taker<T> taker) throws Refusal {
        try {
            return await(answer);
        } catch (Refusal refusal) {
            handOver(unpacking, taker);
            throw refusal;
        }
    }

    private static <T> void handOver(Deque<Future<T>> unpacking, Taker<T> taker) throws Refusal {
        while (!unpacking.isEmpty()) {
            taker.take(await(unpacking.remove()));
        }
    }

    private static <T> T await(Future<T> answer) throws Refusal {
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
