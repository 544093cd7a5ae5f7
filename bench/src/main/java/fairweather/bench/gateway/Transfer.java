package fairweather.bench.gateway;

import fairweather.bench.ProcessUsage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Objects read for a while.
 *
 * @param gigabytesASecond of all readers together
 * @param processorSeconds what the process in between used, for a gigabyte; not a number if there is none
 */
record Transfer(double gigabytesASecond, double processorSeconds) {
    private static final double GIGA = 1e9;

    /** @param between the process whose processor time is counted; 0 if there is none */
    static Transfer measured(List<Source> sources, Duration time, long between)
            throws IOException, InterruptedException {
        Duration before = used(between);
        long start = System.nanoTime();
        long bytes = readAll(sources, start + time.toNanos());
        double seconds = (System.nanoTime() - start) / GIGA;
        double processor =
                between == 0 ? Double.NaN : used(between).minus(before).toNanos() / (double) bytes;
        return new Transfer(bytes / GIGA / seconds, processor);
    }

    private static Duration used(long process) {
        return process == 0 ? Duration.ZERO : ProcessUsage.processorOfTree(process);
    }

    private static long readAll(List<Source> sources, long endNanos) throws IOException, InterruptedException {
        try (ExecutorService readers = Executors.newFixedThreadPool(sources.size())) {
            List<Future<Long>> reading = new ArrayList<>();
            for (Source source : sources) {
                reading.add(readers.submit(() -> source.readUntil(endNanos)));
            }
            long all = 0;
            for (Future<Long> one : reading) {
                all += one.get();
            }
            return all;
        } catch (ExecutionException failed) {
            throw new IOException("an object could not be read", failed.getCause());
        }
    }
}
