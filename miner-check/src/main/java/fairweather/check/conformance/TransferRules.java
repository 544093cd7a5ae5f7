package fairweather.check.conformance;

import fairweather.forecast.key.ObjectKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How objects travel. */
final class TransferRules {
    private static final ObjectKey MANIFEST = ObjectKey.MANIFEST;
    private static final int CONNECTIONS = 4;
    private static final int PART = 64;

    private TransferRules() {}

    static List<Rule> rules() {
        return List.of(
                Rule.must("TRANSFER-1", "4.4", "GET tells the length and sends as much", TransferRules::length),
                Rule.must("TRANSFER-2", "4.4", "HEAD tells the same length", TransferRules::head),
                Rule.must("TRANSFER-3", "9", "the same object has the same bytes twice", TransferRules::twice),
                Rule.should("TRANSFER-4", "4.4", "a range is answered 206 with just its bytes", TransferRules::range),
                Rule.should("TRANSFER-5", "11.2", "a connection serves a second request", KeepAlive::check),
                Rule.must("TRANSFER-6", "11.2", "four connections at once are served", TransferRules::together));
    }

    private static Finding length(Trial trial) {
        Answered answer = trial.object(MANIFEST);
        if (answer.status() != 200) {
            return Finding.failed("answered " + answer.status());
        }
        return Finding.of(
                answer.length().isPresent(),
                answer.length().isPresent()
                        ? answer.length().getAsLong() + " bytes"
                        : "no Content-Length, though it came whole");
    }

    private static Finding head(Trial trial) {
        Answered answer = trial.wire().head(trial.path(MANIFEST), trial.bearer());
        Answered whole = trial.object(MANIFEST);
        boolean same = answer.status() == 200
                && answer.length().isPresent()
                && answer.length().getAsLong() == whole.body().length;
        return Finding.of(
                same,
                "answered " + answer.status() + ", length "
                        + (answer.length().isPresent() ? answer.length().getAsLong() : "not told"));
    }

    private static Finding twice(Trial trial) {
        byte[] first = trial.object(MANIFEST).body();
        Map<String, String> headers = new TreeMap<>(trial.bearer());
        headers.put("Cache-Control", "no-cache");
        byte[] second = trial.wire().get(trial.path(MANIFEST), headers, true).body();
        return Finding.of(Arrays.equals(first, second), Arrays.equals(first, second) ? "the same" : "others");
    }

    private static Finding range(Trial trial) {
        Map<String, String> headers = new TreeMap<>(trial.bearer());
        headers.put("Range", "bytes=0-" + (PART - 1));
        Answered part = trial.wire().get(trial.path(MANIFEST), headers);
        byte[] whole = trial.object(MANIFEST).body();
        boolean right = part.status() == 206
                && Arrays.equals(part.body(), Arrays.copyOf(whole, PART))
                && ("bytes 0-" + (PART - 1) + "/" + whole.length).equals(part.contentRange());
        return Finding.of(right, "answered " + part.status() + " with " + part.body().length + " bytes");
    }

    private static Finding together(Trial trial) {
        List<Callable<Answered>> calls = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            // The client keeps three connections and makes one more for a fresh read.
            boolean fresh = i == CONNECTIONS - 1;
            calls.add(() -> trial.wire().get(trial.path(MANIFEST), trial.bearer(), fresh));
        }
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answered> each : threads.invokeAll(calls)) {
                statuses.add(each.get().status());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NotReached("interrupted");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException trouble) {
                throw trouble;
            }
            throw new IllegalStateException(failed.getCause());
        }
        return Finding.of(statuses.stream().allMatch(status -> status == 200), "answered " + statuses);
    }
}
