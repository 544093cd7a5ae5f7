package fairweather.reference.zarr;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.archive.ArchiveServer;
import fairweather.archive.Ask;
import fairweather.archive.Fault;
import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Broken;
import fairweather.reference.Readiness.NotYet;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.cache.FieldCache;
import fairweather.reference.climatology.Wb2Climatology;
import fairweather.reference.era5.ArcoSource;
import fairweather.reference.object.HttpPatience;
import fairweather.reference.object.HttpSettings;
import fairweather.reference.object.ObjectStore;
import fairweather.reference.object.ObjectStores;
import fairweather.reference.object.Timing;
import fairweather.reference.object.Transfers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same stores over HTTP, with what goes wrong there. */
class ArchiveOverHttpTest {
    private static final Instant TIME = Instant.parse("2017-01-01T12:00:00Z");
    private static final FieldKey Z500 = FieldKey.truth("z", 500, TIME);
    private static final String CHUNK = "geopotential/1025628.0.0.0";

    private static Path samples;
    private static ArchiveServer server;
    private static ObjectStores stores;

    @BeforeAll
    static void serve() throws Exception {
        samples = Python.samples();
        server = ArchiveServer.start();
        server.mount("arco", samples.resolve("arco.zarr-v3"));
        server.mount("levels", samples.resolve("levels/0"));
        server.mount("wb2", samples.resolve("wb2.zarr"));
        HttpPatience impatient = HttpPatience.DEFAULT.withAttempts(1).withStall(Duration.ofMillis(300));
        HttpSettings settings = HttpSettings.DEFAULT.withPlainHttp(true).withPatience(impatient);
        stores = new ObjectStores(settings, new Impatience(), new Random(1), Transfers.UNHEARD);
    }

    /** The machine's time, of which pauses are skipped. */
    private static final class Impatience implements Timing {
        private final AtomicLong skipped = new AtomicLong();

        @Override
        public Instant now() {
            return Instant.now().plusNanos(skipped.get());
        }

        @Override
        public long nanos() {
            return System.nanoTime() + skipped.get();
        }

        @Override
        public void pause(Duration time) {
            skipped.addAndGet(time.toNanos());
        }
    }

    @AfterAll
    static void close() {
        if (server != null) {
            stores.close();
            server.close();
        }
    }

    @BeforeEach
    void forget() {
        server.forget();
        server.retryAfter("0");
    }

    @AfterEach
    void heal() {
        server.heal();
        server.restore("levels/" + CHUNK);
    }

    private static ObjectStore http(String prefix) {
        return stores.open(server.url(prefix).toString());
    }

    @Test
    void a_field_is_the_same_over_http_as_from_the_directory() {
        Ready near = (Ready) new ArcoSource(
                        stores.open(samples.resolve("arco.zarr-v3").toUri().toString()))
                .read(Z500);
        Ready far = (Ready) new ArcoSource(http("arco")).read(Z500);

        assertThat(far.sha256()).isEqualTo(near.sha256());
        assertThat(far.provenance().fileSha256()).isEqualTo(near.provenance().fileSha256());
        assertThat(far.provenance().file()).isEqualTo(CHUNK);
        assertThat(far.provenance().etag())
                .startsWith("\"")
                .isNotEqualTo(near.provenance().etag());
    }

    @Test
    void what_was_fetched_is_given_and_the_archive_is_not_asked_whatever_has_become_of_it(@TempDir Path directory) {
        FieldCache cache = FieldCache.open(directory);
        ArcoSource arco = new ArcoSource(http("arco"));
        Wb2Climatology wb2 = new Wb2Climatology(http("wb2"));
        FieldKey day = FieldKey.climatology("2t", null, Instant.parse("2024-02-29T00:00:00Z"));
        String truth = ((Ready) cache.fetch(Z500, arco)).sha256();
        String climatology = ((Ready) cache.fetch(day, wb2)).sha256();
        server.forget();
        server.fail("*", Fault.UNAVAILABLE);

        assertThat(((Ready) cache.fetch(Z500, arco)).sha256()).isEqualTo(truth);
        assertThat(((Ready) cache.fetch(day, wb2)).sha256()).isEqualTo(climatology);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void a_host_that_has_fallen_silent_is_not_waited_for_once_more_for_every_chunk() {
        ArcoSource arco = new ArcoSource(http("arco"));
        FieldKey warmth = FieldKey.truth("t", 850, TIME);
        server.fail("arco/geopotential/*", Fault.UNAVAILABLE);
        Map<FieldKey, Readiness> answers = new HashMap<>();

        arco.readAll(List.of(Z500, warmth), answers::put);

        assertThat(answers)
                .hasSize(2)
                .allSatisfy((key, answer) -> assertThat(answer).isInstanceOf(NotYet.class));
        assertThat(server.count("arco/temperature/*")).isZero();

        server.heal();
        arco.readAll(List.of(Z500, warmth), answers::put);
        assertThat(answers.values()).allMatch(Ready.class::isInstance);
    }

    @Test
    void of_a_chunk_of_37_levels_only_what_holds_the_wanted_one_is_sent() throws Exception {
        Ready ready = (Ready) new ArcoSource(http("levels")).read(Z500);

        long sent = server.asked().stream()
                .filter(ask -> ask.key().equals("levels/" + CHUNK))
                .mapToLong(Ask::bytesSent)
                .sum();
        long all = Files.size(samples.resolve("levels/0").resolve(CHUNK));
        assertThat(sent).isBetween(1L, all * 6 / 10);
        assertThat(ready.provenance().bytes()).matches("0-\\d+,\\d+-\\d+");
        assertThat(ready.field().values())
                .isEqualTo(((Ready) new ArcoSource(http("arco")).read(Z500))
                        .field()
                        .values());
    }

    @Test
    void all_levels_of_a_time_are_read_in_few_requests() {
        List<FieldKey> keys = new ArrayList<>();
        for (int level : new int[] {50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 850, 925, 1000}) {
            keys.add(FieldKey.truth("z", level, TIME));
        }
        List<FieldKey> ready = new ArrayList<>();
        new ArcoSource(http("levels")).readAll(keys, (key, answer) -> {
            assertThat(answer).isInstanceOf(Ready.class);
            ready.add(key);
        });

        assertThat(ready).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(server.count("levels/" + CHUNK)).as("head, start, levels").isLessThanOrEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void a_truth_is_waited_for_whatever_goes_wrong_with_its_chunk_and_given_when_it_is_well(Fault fault) {
        server.fail("levels/" + CHUNK, fault);
        server.dripEvery(Duration.ofSeconds(2));
        ArcoSource arco = new ArcoSource(http("levels"));
        Readiness answer = arco.read(Z500);

        switch (fault) {
            case NOT_FOUND,
                    EMPTY,
                    WHOLE_TO_RANGE,
                    TRUNCATED,
                    DRIP,
                    RATE_LIMITED,
                    UNAVAILABLE,
                    DENIED,
                    REPLACED,
                    RESET -> assertThat(((NotYet) answer).why()).isNotBlank();
            // A web page may be shorter than a frame's first bytes, or be taken for one.
            case HTML -> assertThat(answer).isInstanceOfAny(NotYet.class, Broken.class);
        }
        heal();
        assertThat(arco.read(Z500)).isInstanceOf(Ready.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_FOUND", "TRUNCATED", "RATE_LIMITED", "UNAVAILABLE", "DENIED", "RESET", "EMPTY"})
    void a_climatology_is_waited_for_whatever_goes_wrong_with_its_store(Fault fault) {
        server.fail("wb2/**", fault);
        Wb2Climatology climatology = new Wb2Climatology(http("wb2"));
        FieldKey key = FieldKey.climatology("z", 500, Instant.parse("2025-02-28T18:00:00Z"));
        assertThat(climatology.read(key)).isInstanceOf(NotYet.class);

        server.heal();
        assertThat(climatology.read(key)).isInstanceOf(Ready.class);
    }

    @Test
    void a_window_without_consolidated_metadata_does_no_harm() {
        server.fail("arco/.zmetadata", Fault.NOT_FOUND);
        assertThat(new ArcoSource(http("arco")).read(Z500)).isInstanceOf(Ready.class);
    }
}
