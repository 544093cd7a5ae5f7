package fairweather.bench.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * What all miners were asked at once, each one question after the other.
 *
 * @param requestsASecond of all together
 * @param median milliseconds of one request
 * @param high milliseconds that 99 of 100 requests took at most
 */
record Conversations(double requestsASecond, double median, double high) {
    private static final int POLLS = 20;

    /** Asks through the gateway: initiate, twenty polls, freeze. */
    static Conversations held(int gatewayPort, Collection<Integer> responses) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            List<Future<long[]>> talking = new ArrayList<>();
            for (int response : responses) {
                String base = "http://127.0.0.1:" + gatewayPort + "/internal/v1/responses/" + response + "/";
                talking.add(callers.submit(() -> one(client, base)));
            }
            long[] nanos = {};
            for (Future<long[]> each : talking) {
                nanos = LongStream.concat(Arrays.stream(nanos), Arrays.stream(each.get()))
                        .toArray();
            }
            return of(nanos, System.nanoTime() - start);
        } catch (ExecutionException failed) {
            throw new IOException("a miner could not be asked", failed.getCause());
        }
    }

    static Conversations of(long[] nanos, long whole) {
        long[] sorted = Arrays.stream(nanos).sorted().toArray();
        return new Conversations(
                sorted.length * 1e9 / whole,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) Math.ceil(sorted.length * 0.99) - 1] / 1e6);
    }

    private static long[] one(HttpClient client, String base) throws IOException, InterruptedException {
        long[] nanos = new long[POLLS + 2];
        nanos[0] = ask(client, base + "initiate", "\"accepted\"");
        for (int poll = 1; poll <= POLLS; poll++) {
            nanos[poll] = ask(client, base + "poll", "\"running\"");
        }
        nanos[POLLS + 1] = ask(client, base + "freeze", "\"verified\"");
        return nanos;
    }

    /** @param expected what has to stand in the answer, or nothing was measured */
    private static long ask(HttpClient client, String url, String expected) throws IOException, InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + GatewayProcess.TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        long start = System.nanoTime();
        HttpResponse<String> answer = client.send(question, HttpResponse.BodyHandlers.ofString());
        long nanos = System.nanoTime() - start;
        if (answer.statusCode() != 200 || !answer.body().contains(expected)) {
            throw new IOException("the gateway answered " + answer.statusCode() + ": " + answer.body());
        }
        return nanos;
    }
}
