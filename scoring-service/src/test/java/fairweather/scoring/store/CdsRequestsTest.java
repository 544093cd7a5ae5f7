package fairweather.scoring.store;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.reference.CanonicalVariable;
import fairweather.reference.cds.CdsDataset;
import fairweather.reference.cds.CdsProgress;
import fairweather.reference.cds.CdsProgress.State;
import fairweather.reference.cds.CdsRequest;
import fairweather.reference.cds.CdsRequests;
import fairweather.reference.cds.CdsRequests.Turn;
import fairweather.reference.cds.FileCdsRequests;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every memory of requests promises: that of the database, and that of a file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CdsRequestsTest {
    private static final Duration HOLD = Duration.ofMinutes(5);
    private static final CdsProgress SUBMITTED = new CdsProgress(State.SUBMITTED, "job-1", 3, 2, 1, "running");

    private MovableDatabase database;
    private int days;

    @TempDir
    static Path directory;

    private Instant now = Instant.parse("2025-01-10T00:00:00Z");

    /** @param advance moves the clock that it goes by */
    record Memory(String name, CdsRequests requests, CdsRequests ofAnotherProcess, Consumer<Duration> advance) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    void start() {
        database = MovableDatabase.create();
    }

    @AfterAll
    void stop() {
        database.close();
    }

    Stream<Memory> memories() {
        Path file = directory.resolve("cds.json");
        return Stream.of(
                new Memory(
                        "database",
                        new CdsRequestStore(database.database()),
                        new CdsRequestStore(database.database()),
                        database::advance),
                new Memory(
                        "file",
                        new FileCdsRequests(file, () -> now),
                        new FileCdsRequests(file, () -> now),
                        by -> now = now.plus(by)));
    }

    /** Of a valid time that no other test has. */
    private CdsRequest request() {
        Instant time = Instant.parse("2017-01-01T00:00:00Z").plus(Duration.ofDays(days++));
        return new CdsRequest(
                CdsDataset.PRESSURE_LEVELS,
                time,
                List.of(CanonicalVariable.GEOPOTENTIAL, CanonicalVariable.TEMPERATURE),
                List.of(500, 850),
                0.25);
    }

    private static Turn.Mine mine(Turn turn) {
        assertThat(turn).isInstanceOf(Turn.Mine.class);
        return (Turn.Mine) turn;
    }

    private static Turn.NotNow notNow(Turn turn) {
        assertThat(turn).isInstanceOf(Turn.NotNow.class);
        return (Turn.NotNow) turn;
    }

    @ParameterizedTest
    @MethodSource("memories")
    void a_new_request_is_taken_by_one_and_remembered(Memory memory) {
        CdsRequest request = request();

        assertThat(mine(memory.requests.take(request, HOLD)).progress()).isEqualTo(CdsProgress.NONE);

        Turn.NotNow other = notNow(memory.ofAnotherProcess.take(request, HOLD));
        assertThat(other.remaining()).isBetween(HOLD.minusSeconds(20), HOLD);
        assertThat(memory.ofAnotherProcess.remembered(request.dataset(), request.validTime()))
                .containsExactly(request);
        assertThat(memory.requests.remembered(CdsDataset.SINGLE_LEVELS, request.validTime()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("memories")
    void what_was_left_is_found_again_when_it_is_due(Memory memory) {
        CdsRequest request = request();
        long lease = mine(memory.requests.take(request, HOLD)).lease();

        assertThat(memory.requests.leave(request, lease, SUBMITTED, Duration.ofSeconds(120)))
                .isTrue();

        Turn.NotNow early = notNow(memory.ofAnotherProcess.take(request, HOLD));
        assertThat(early.remaining()).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(120));
        assertThat(early.progress()).isEqualTo(SUBMITTED);
        memory.advance.accept(Duration.ofSeconds(121));
        assertThat(mine(memory.ofAnotherProcess.take(request, HOLD)).progress()).isEqualTo(SUBMITTED);
    }

    @ParameterizedTest
    @MethodSource("memories")
    void a_note_keeps_the_request_held(Memory memory) {
        CdsRequest request = request();
        long lease = mine(memory.requests.take(request, HOLD)).lease();
        CdsProgress submitting = new CdsProgress(State.SUBMITTING, null, 0, 0, 0, "");

        assertThat(memory.requests.note(request, lease, submitting)).isTrue();

        assertThat(notNow(memory.ofAnotherProcess.take(request, HOLD)).progress())
                .isEqualTo(submitting);
        memory.advance.accept(HOLD.plusSeconds(1));
        assertThat(mine(memory.ofAnotherProcess.take(request, HOLD)).progress()).isEqualTo(submitting);
    }

    @ParameterizedTest
    @MethodSource("memories")
    void who_was_away_for_too_long_changes_nothing_any_more(Memory memory) {
        CdsRequest request = request();
        long lost = mine(memory.requests.take(request, HOLD)).lease();
        memory.advance.accept(HOLD.plusSeconds(1));
        long current = mine(memory.ofAnotherProcess.take(request, HOLD)).lease();

        assertThat(current).isNotEqualTo(lost);
        assertThat(memory.requests.note(request, lost, SUBMITTED)).isFalse();
        assertThat(memory.requests.leave(request, lost, SUBMITTED, HOLD)).isFalse();
        assertThat(memory.requests.extend(request, lost, HOLD)).isFalse();
        assertThat(memory.requests.forget(request, lost)).isFalse();
        assertThat(notNow(memory.requests.take(request, HOLD)).progress()).isEqualTo(CdsProgress.NONE);
    }

    @ParameterizedTest
    @MethodSource("memories")
    void a_lease_that_was_extended_lasts_from_then_on(Memory memory) {
        CdsRequest request = request();
        long lease = mine(memory.requests.take(request, HOLD)).lease();
        memory.advance.accept(HOLD.minusSeconds(30));

        assertThat(memory.requests.extend(request, lease, HOLD)).isTrue();

        memory.advance.accept(Duration.ofMinutes(2));
        assertThat(notNow(memory.ofAnotherProcess.take(request, HOLD)).remaining())
                .isPositive();
        assertThat(memory.requests.note(request, lease, SUBMITTED)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("memories")
    void what_was_forgotten_begins_anew_under_a_lease_of_its_own(Memory memory) {
        CdsRequest request = request();
        long first = mine(memory.requests.take(request, HOLD)).lease();
        memory.requests.note(request, first, SUBMITTED);

        assertThat(memory.requests.forget(request, first)).isTrue();

        assertThat(memory.requests.remembered(request.dataset(), request.validTime()))
                .isEmpty();
        Turn.Mine second = mine(memory.requests.take(request, HOLD));
        assertThat(second.progress()).isEqualTo(CdsProgress.NONE);
        assertThat(second.lease()).isNotEqualTo(first);
        assertThat(memory.requests.note(request, first, SUBMITTED)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("memories")
    void what_was_left_belongs_to_nobody(Memory memory) {
        CdsRequest request = request();
        long lease = mine(memory.requests.take(request, HOLD)).lease();
        memory.requests.leave(request, lease, SUBMITTED, Duration.ofSeconds(10));

        assertThat(memory.requests.note(request, lease, CdsProgress.NONE)).isFalse();
        assertThat(memory.requests.forget(request, lease)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("memories")
    void of_many_who_want_it_at_once_one_gets_it(Memory memory) throws Exception {
        CdsRequest request = request();
        Callable<Turn> one = () -> memory.requests.take(request, HOLD);
        Callable<Turn> other = () -> memory.ofAnotherProcess.take(request, HOLD);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Turn>> turns = threads.invokeAll(List.of(one, other, one, other, one, other, one, other));
            int taken = 0;
            for (Future<Turn> turn : turns) {
                taken += turn.get() instanceof Turn.Mine ? 1 : 0;
            }
            assertThat(taken).isOne();
        }
    }
}
