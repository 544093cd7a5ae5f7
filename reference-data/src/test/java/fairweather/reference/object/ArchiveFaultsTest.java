package fairweather.reference.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fairweather.archive.ArchiveServer;
import fairweather.archive.Fault;
import fairweather.reference.object.ObjectTrouble.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What providers do wrong, and what comes of it: once it passes by, for good it is named. */
class ArchiveFaultsTest {
    private static final int LENGTH = 200_000;

    private final ArchiveServer server = ArchiveServer.start();
    private final byte[] bytes = new byte[LENGTH];
    private final ObjectStores stores = stores(new OwnTime(), HttpPatience.DEFAULT);

    ArchiveFaultsTest() {
        new Random(7).nextBytes(bytes);
        server.put("base/k", bytes);
    }

    private static ObjectStores stores(Timing timing, HttpPatience patience) {
        return new ObjectStores(Mirror.PLAIN.withPatience(patience), timing, new Random(1), Transfers.UNHEARD);
    }

    @AfterEach
    void end() {
        stores.close();
        server.close();
    }

    private ObjectStore store() {
        return stores.open(server.url("base").toString());
    }

    @ParameterizedTest
    @EnumSource(names = {"TRUNCATED", "RATE_LIMITED", "UNAVAILABLE", "RESET"})
    void what_passes_by_costs_a_repetition(Fault fault) {
        server.fail("base/k", fault, 2);

        assertThat(store().get("k", LENGTH).orElseThrow().bytes()).isEqualTo(bytes);
        assertThat(server.count("base/k")).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "TRUNCATED, TRUNCATED",
        "EMPTY, TRUNCATED",
        "RATE_LIMITED, RATE_LIMITED",
        "UNAVAILABLE, UNREACHABLE",
        "RESET, UNREACHABLE",
        "DENIED, DENIED",
        "WHOLE_TO_RANGE, NO_RANGES",
        "HTML, NO_RANGES"
    })
    void what_stays_is_named(Fault fault, Kind kind) {
        server.fail("base/k", fault);

        ObjectTrouble trouble =
                catchThrowableOfType(ObjectTrouble.class, () -> store().range("k", 10, LENGTH - 10, null));

        assertThat(trouble.kind()).isEqualTo(kind);
        assertThat(trouble.getMessage()).startsWith(server.url("base") + " k: ");
    }

    @Test
    void an_object_that_is_replaced_between_two_ranges_is_noticed() {
        server.fail("base/k", Fault.REPLACED);
        String etag = store().head("k").orElseThrow().etag();

        assertThat(catchThrowableOfType(ObjectTrouble.class, () -> store().range("k", 0, 9, etag))
                        .kind())
                .isEqualTo(Kind.CHANGED);
        assertThat(store().range("k", 0, 9, null)).isPresent();
    }

    @Test
    void drops_are_not_waited_for() {
        server.dripEvery(Duration.ofSeconds(30));
        server.fail("base/k", Fault.DRIP);
        HttpPatience hasty =
                HttpPatience.DEFAULT.withStall(Duration.ofMillis(150)).withAttempts(1);
        try (ObjectStores real = stores(Timing.real(InstantSource.system()), hasty)) {
            ObjectStore store = real.open(server.url("base").toString());

            assertThat(catchThrowableOfType(ObjectTrouble.class, () -> store.get("k", LENGTH))
                            .kind())
                    .isEqualTo(Kind.STALLED);
        }
    }
}
