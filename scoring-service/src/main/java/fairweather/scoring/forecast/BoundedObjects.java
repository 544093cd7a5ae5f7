package fairweather.scoring.forecast;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.forecast.zarr.Reading;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * The objects of one response as far as an attempt may go, looked at before each object: for so long, for so many bytes,
 * and only while the job is wanted. Many objects that each are in time may together take for ever; that is the miner's
 * time-out and must not become the job's deadline, which would be our own fault. Only the time in which an object is waited
 * for is the miner's: decoding, which other miners' chunks may hold up, is ours. Not safe for use by several threads.
 */
final class BoundedObjects implements ObjectReader {
    /** How often the job is looked at. */
    static final Duration LOOK = Duration.ofSeconds(10);

    private final ObjectReader objects;
    private final Duration limit;
    private final long mostBytes;
    private final Runnable requireWanted;
    private final LongSupplier nanos;
    private long spent;
    private long looked;
    private long bytes;

    /**
     * @param limit the time spent on objects from now, or from {@link #restart}, after which none is begun
     * @param mostBytes everything that may be read
     * @param requireWanted throws if the job is no longer ours
     * @param nanos a monotonic clock
     */
    BoundedObjects(ObjectReader objects, Duration limit, long mostBytes, Runnable requireWanted, LongSupplier nanos) {
        this.objects = objects;
        this.limit = limit;
        this.mostBytes = mostBytes;
        this.requireWanted = requireWanted;
        this.nanos = nanos;
        this.looked = nanos.getAsLong();
    }

    /** The time begins anew; the bytes go on. */
    void restart() {
        spent = 0;
    }

    /** @throws FailureException TIMEOUT_TOTAL or OVERSIZE beyond the limits, or what the source throws */
    @Override
    public byte[] get(ObjectKey key, long maxBytes) {
        return bounded(() -> objects.get(key, maxBytes), object -> object.length);
    }

    @Override
    public byte[] getFresh(ObjectKey key, long maxBytes) {
        return bounded(() -> objects.getFresh(key, maxBytes), object -> object.length);
    }

    @Override
    public Reading read(ObjectKey key, long maxBytes, boolean fresh) {
        return bounded(() -> objects.read(key, maxBytes, fresh), reading -> reading.bytes()
                .map(object -> object.length)
                .orElse(0));
    }

    private void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new ReadingInterrupted();
        }
        long now = nanos.getAsLong();
        if (now - looked >= LOOK.toNanos()) {
            looked = now;
            requireWanted.run();
        }
        if (spent >= limit.toNanos()) {
            throw new FailureException(
                    Code.TIMEOUT_TOTAL, "the forecast could not be read in " + limit.toSeconds() + " s");
        }
        if (bytes >= mostBytes) {
            throw new FailureException(Code.OVERSIZE, "more than " + mostBytes + " bytes of the forecast were needed");
        }
    }

    private <T> T bounded(Supplier<T> source, ToIntFunction<T> size) {
        check();
        long start = nanos.getAsLong();
        try {
            T answer = source.get();
            bytes += size.applyAsInt(answer);
            return answer;
        } finally {
            spent += nanos.getAsLong() - start;
        }
    }
}
