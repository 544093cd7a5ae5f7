package fairweather.data.doctor;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Notes how long an answer took. */
final class Stopwatch {
    private final LongSupplier nanos;
    private long last;

    Stopwatch(LongSupplier nanos) {
        this.nanos = nanos;
    }

    <T> T time(Supplier<T> question) {
        long start = nanos.getAsLong();
        try {
            return question.get();
        } finally {
            last = nanos.getAsLong() - start;
        }
    }

    /** Of the last question, for example {@code 84 ms}. */
    String took() {
        return Duration.ofNanos(last).toMillis() + " ms";
    }
}
