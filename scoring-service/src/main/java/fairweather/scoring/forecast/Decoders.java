package fairweather.scoring.forecast;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads that decode and sum: as many as this process has processors, shared by all its tasks. */
final class Decoders {
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("decoder-", 0).factory());

    private Decoders() {}

    static void execute(Runnable work) {
        THREADS.execute(work);
    }
}
