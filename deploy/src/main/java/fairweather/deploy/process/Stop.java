package fairweather.deploy.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Somebody's wish that everything ends. Whoever waits for something waits here, so that the wish is heard at once. */
public final class Stop {
    private final CountDownLatch requested = new CountDownLatch(1);

    /** The wait was given up because everything is to end. */
    public static final class Requested extends RuntimeException {
        Requested() {
            super("stopped");
        }
    }

    public void request() {
        requested.countDown();
    }

    /** Waits between two looks at something; throws {@link Requested} as soon as the end is wished for. */
    public void pause(Duration duration) {
        if (awaitFor(duration)) {
            throw new Requested();
        }
    }

    /** Waits until the end is wished for. */
    public void await() {
        awaitFor(Duration.ofDays(10_000));
    }

    private boolean awaitFor(Duration duration) {
        try {
            return requested.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
