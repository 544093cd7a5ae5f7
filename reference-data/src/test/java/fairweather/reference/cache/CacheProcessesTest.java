package fairweather.reference.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Ready;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, real files, an HTTP server that counts. */
class CacheProcessesTest {
    @TempDir
    private Path directory;

    private final Map<String, Integer> served = new ConcurrentHashMap<>();
    private final Semaphore asked = new Semaphore(0);
    private volatile CountDownLatch goOn = new CountDownLatch(0);
    private volatile Predicate<String> waits = object -> true;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String object = exchange.getRequestURI().getPath().substring(1);
            served.merge(object, 1, Integer::sum);
            asked.release();
            try {
                if (waits.test(object)) {
                    goOn.await();
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private CacheProcess process() throws IOException {
        URI root = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return new CacheProcess(directory, root);
    }

    private void awaitAsked() throws InterruptedException {
        assertThat(asked.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @Tag("P-28")
    void two_processes_that_share_a_cache_fetch_each_object_once_whether_one_comes_later_or_both_at_once()
            throws Exception {
        goOn = new CountDownLatch(1);
        try (CacheProcess one = process();
                CacheProcess two = process()) {
            assertThat(List.of(one.hear(), two.hear())).containsOnly("ready");
            one.tell("fetch 0");
            awaitAsked();
            two.tell("fetch 0");
            assertThat(two.hear()).isEqualTo("0 of 4");
            goOn.countDown();
            assertThat(one.hear()).isEqualTo("4 of 4");
            two.tell("fetch 0");
            assertThat(two.hear()).isEqualTo("4 of 4");

            List<String> outcomes = List.of();
            for (int round = 0; round < 2; round++) {
                one.tell("fetch 10");
                two.tell("fetch 10");
                outcomes = List.of(one.hear(), two.hear());
            }
            assertThat(outcomes).containsExactly("4 of 4", "4 of 4");
        }
        assertThat(served)
                .hasSize(8)
                .allSatisfy((object, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    @Tag("P-53")
    void after_kill_9_in_the_middle_of_a_flight_another_process_goes_on_where_it_ended() throws Exception {
        String second = Weather.NORTH.fileName();
        goOn = new CountDownLatch(1);
        waits = second::equals;
        try (CacheProcess victim = process()) {
            victim.hear();
            victim.tell("fetch 0");
            awaitAsked();
            awaitAsked();
            FieldCache survivor = FieldCache.open(directory);
            assertThat(survivor.fetch(Weather.NORTH, new Weather())).isInstanceOf(Readiness.NotYet.class);
            victim.kill();

            Weather weather = new Weather();
            Map<FieldKey, Readiness> answers = survivor.fetchAll(Weather.TWO_FLIGHTS, weather);
            assertThat(answers.values()).allMatch(Ready.class::isInstance);
            assertThat(weather.asked()).containsExactly(List.of(Weather.NORTH, Weather.WARMTH, Weather.NEXT_DAY));
            assertThat(survivor.verify()).hasSize(4).allMatch(Verdict::sound);
        }
    }

    @Test
    @Tag("P-53")
    void kill_9_at_any_moment_leaves_nothing_that_is_later_believed() throws Exception {
        for (int lines : new int[] {2, 60}) {
            try (CacheProcess victim = process()) {
                victim.hear();
                victim.tell("write");
                for (int i = 0; i < lines; i++) {
                    victim.hear();
                }
                victim.kill();
            }
            FieldCache survivor = FieldCache.open(directory);
            assertThat(survivor.verify()).hasSizeGreaterThanOrEqualTo(lines - 1).allMatch(Verdict::sound);
            try (Stream<Path> files = Files.list(directory.resolve("v1/weather"))) {
                assertThat(files).allMatch(file -> file.toString().endsWith(".field"));
            }
        }
    }

    @Test
    void of_two_processes_that_race_for_a_dead_ones_lease_one_wins() throws Exception {
        try (CacheProcess owner = process();
                CacheProcess other = process()) {
            assertThat(List.of(owner.hear(), other.hear())).containsOnly("ready");
            for (int round = 0; round < 20; round++) {
                owner.tell("take flight" + round);
                assertThat(owner.hear()).isEqualTo("true");
            }
            owner.kill();
            Leases mine = new Leases(directory.resolve("leases"), Machine.real());
            for (int round = 0; round < 20; round++) {
                other.tell("take flight" + round);
                String taken = String.valueOf(mine.take("flight" + round).isPresent());
                assertThat(List.of(taken, other.hear())).containsExactlyInAnyOrder("true", "false");
            }
        }
    }
}
