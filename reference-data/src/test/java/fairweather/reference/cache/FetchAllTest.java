package fairweather.reference.cache;

import static fairweather.reference.cache.Weather.EAST;
import static fairweather.reference.cache.Weather.NEXT_DAY;
import static fairweather.reference.cache.Weather.NORTH;
import static fairweather.reference.cache.Weather.ONE_FLIGHT;
import static fairweather.reference.cache.Weather.TWO_FLIGHTS;
import static fairweather.reference.cache.Weather.WARMTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.reference.FieldKey;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Broken;
import fairweather.reference.Readiness.Gone;
import fairweather.reference.Readiness.NotYet;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.ReferenceSource;
import fairweather.reference.Substitution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchAllTest {
    @TempDir
    private Path directory;

    private final OwnMachine machine = new OwnMachine();

    /** Answers a batch as the test says. */
    private record Batch(ReadAll how) implements ReferenceSource {
        interface ReadAll {
            void read(Collection<FieldKey> keys, Receiver receiver);
        }

        @Override
        public String id() {
            return "weather";
        }

        @Override
        public Readiness read(FieldKey key) {
            throw new AssertionError("a batch is not read one by one");
        }

        @Override
        public void readAll(Collection<FieldKey> keys, Receiver receiver) {
            how.read(keys, receiver);
        }

        @Override
        public boolean current(FieldKey key, Provenance provenance) {
            return true;
        }

        @Override
        public List<Substitution> substitutions() {
            return List.of();
        }
    }

    private FieldCache cache() {
        return FieldCache.open(directory, machine.process());
    }

    private static void areTheirs(Map<FieldKey, Readiness> answers) {
        answers.forEach((key, answer) -> {
            assertThat(answer).isInstanceOf(Ready.class);
            Ready ready = (Ready) answer;
            assertThat(ready.field().buffer().isDirect()).isTrue();
            assertThat(ready.sha256()).isEqualTo(Weather.field(key).sha256());
            assertThat(ready.field().sha256()).isEqualTo(ready.sha256());
        });
    }

    @Test
    void what_is_cached_is_mapped_and_the_rest_is_asked_for_in_one_go() {
        Weather weather = new Weather();
        FieldCache cache = cache();
        cache.fetch(NORTH, weather);

        Map<FieldKey, Readiness> answers = cache.fetchAll(TWO_FLIGHTS, weather);

        assertThat(answers.keySet()).containsExactlyElementsOf(TWO_FLIGHTS);
        areTheirs(answers);
        assertThat(weather.asked()).hasSize(2);
        assertThat(weather.asked().getLast()).containsExactlyInAnyOrder(EAST, WARMTH, NEXT_DAY);
        CacheStats stats = cache.stats();
        assertThat(stats.hits()).isEqualTo(1);
        assertThat(stats.misses()).isEqualTo(4);
        assertThat(stats.fetched()).isEqualTo(4);
        assertThat(stats.bytesHeld())
                .isEqualTo(stats.bytesFetched())
                .isEqualTo(cache().stats().bytesHeld());
    }

    @Test
    void after_a_failure_in_the_middle_only_what_is_missing_is_asked_for_again() {
        Weather failing = new Weather(key -> {
            if (key.equals(WARMTH)) {
                throw new IllegalStateException("the line is dead");
            }
        });
        FieldCache cache = cache();
        assertThatThrownBy(() -> cache.fetchAll(ONE_FLIGHT, failing)).hasMessage("the line is dead");

        Weather weather = new Weather();
        areTheirs(cache.fetchAll(ONE_FLIGHT, weather));
        assertThat(weather.asked()).containsExactly(List.of(WARMTH));
    }

    @Test
    void fields_may_arrive_on_any_threads_at_once() {
        Batch batch = new Batch((keys, receiver) -> CompletableFuture.allOf(keys.stream()
                        .map(key -> CompletableFuture.runAsync(() -> receiver.take(key, Weather.field(key))))
                        .toArray(CompletableFuture[]::new))
                .join());
        areTheirs(cache().fetchAll(TWO_FLIGHTS, batch));
    }

    @Test
    void answers_that_are_no_fields_are_passed_on_and_nothing_is_made_of_silence_lies_and_what_nobody_asked_for() {
        Ready lie = new Ready(
                Weather.field(WARMTH).field(), "00", Weather.field(WARMTH).provenance());
        Batch batch = new Batch((keys, receiver) -> {
            receiver.take(EAST, new Gone("never"));
            receiver.take(WARMTH, lie);
            receiver.take(NEXT_DAY, Weather.field(NEXT_DAY));
        });
        FieldCache cache = cache();
        Map<FieldKey, Readiness> answers = cache.fetchAll(ONE_FLIGHT, batch);
        assertThat(answers)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        EAST, new Gone("never"),
                        NORTH, new NotYet("weather gave no answer about the era5 of 10v at 2025-02-01T0000Z"),
                        WARMTH,
                                new Broken("weather gave a era5 of t at 500 hPa at 2025-02-01T0000Z"
                                        + " that does not have the sum it states")));
        assertThat(cache.status()).isEmpty();
    }

    @Test
    void what_another_process_is_fetching_is_not_waited_for_and_other_times_are_fetched_meanwhile() {
        FieldCache other = FieldCache.open(directory, machine.process());
        Weather theirs = new Weather();
        Map<FieldKey, Readiness> answers = new HashMap<>();
        Weather mine = new Weather(key -> {
            if (key.equals(NORTH)) {
                answers.putAll(other.fetchAll(TWO_FLIGHTS, theirs));
            }
        });

        cache().fetchAll(ONE_FLIGHT, mine);

        areTheirs(Map.of(EAST, answers.remove(EAST), NEXT_DAY, answers.remove(NEXT_DAY)));
        assertThat(answers.get(NORTH))
                .isEqualTo(new NotYet(
                        "another process of this machine is fetching the era5 of 2025-02-01T0000Z from weather",
                        Flights.ASK_AGAIN));
        assertThat(answers).containsOnlyKeys(NORTH, WARMTH);
        assertThat(theirs.asked()).containsExactly(List.of(NEXT_DAY));
        assertThat(other.stats().waits()).isEqualTo(1);
        areTheirs(other.fetchAll(TWO_FLIGHTS, theirs));
        assertThat(theirs.asked()).hasSize(1);
    }

    @Test
    void an_owner_that_was_only_slow_does_no_harm_to_the_one_that_took_over() throws Exception {
        FieldCache taker = FieldCache.open(directory, machine.process());
        Weather again = new Weather();
        Weather slow = new Weather(key -> {
            if (key.equals(NORTH)) {
                machine.pass(Leases.TERM);
                areTheirs(taker.fetchAll(ONE_FLIGHT, again));
            }
        });
        FieldCache owner = cache();

        areTheirs(owner.fetchAll(ONE_FLIGHT, slow));

        assertThat(again.asked()).containsExactly(List.of(NORTH, WARMTH));
        assertThat(owner.verify()).hasSize(3).allMatch(Verdict::sound);
        areTheirs(taker.fetchAll(ONE_FLIGHT, again));
        try (Stream<Path> leases = Files.list(directory.resolve("leases"))) {
            assertThat(leases).containsExactly(directory.resolve("leases/guard"));
        }
    }

    @Test
    void an_interrupted_wait_ends_at_once_without_a_field_and_without_an_error() throws Exception {
        CountDownLatch flying = new CountDownLatch(1);
        CountDownLatch land = new CountDownLatch(1);
        Weather slow = new Weather(key -> {
            flying.countDown();
            try {
                land.await();
            } catch (InterruptedException unexpected) {
                throw new IllegalStateException(unexpected);
            }
        });
        FieldCache cache = cache();
        CompletableFuture<Readiness> first = CompletableFuture.supplyAsync(() -> cache.fetch(EAST, slow));
        flying.await();
        CompletableFuture<Readiness> answer = new CompletableFuture<>();
        Thread waiting = Thread.ofPlatform().start(() -> {
            Readiness found = cache.fetch(EAST, new Weather());
            answer.complete(Thread.currentThread().isInterrupted() ? found : new Broken("the interrupt was lost"));
        });
        while (cache.stats().waits() == 0) {
            Thread.onSpinWait();
        }
        waiting.interrupt();
        assertThat(answer.get()).isEqualTo(Flights.INTERRUPTED);
        land.countDown();
        assertThat(first.get()).isInstanceOf(Ready.class);
    }

    @Test
    void a_thread_that_is_to_end_begins_nothing() {
        FieldCache cache = cache();
        Weather weather = new Weather();
        cache.fetch(EAST, weather);
        Thread.currentThread().interrupt();
        assertThat(cache.fetchAll(ONE_FLIGHT, weather).values()).hasSize(3).containsOnly(Flights.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
        areTheirs(cache.fetchAll(ONE_FLIGHT, weather));
        assertThat(weather.asked()).hasSize(2);
    }

    @Test
    void a_field_of_another_level_is_not_taken_for_the_one_that_was_asked_for() {
        FieldKey higher = FieldKey.truth("t", 250, Weather.TIME);
        Batch batch = new Batch((keys, receiver) -> receiver.take(WARMTH, Weather.field(higher)));
        assertThat(cache().fetch(WARMTH, batch))
                .isEqualTo(new Broken("weather gave another field for the era5 of t at 500 hPa at 2025-02-01T0000Z"));
    }

    @Test
    void a_flight_for_which_the_disk_has_no_room_does_not_begin() {
        machine.leaveFree(14L << 20);
        Weather weather = new Weather();
        FieldCache cache = cache();
        NotYet refusal = new NotYet("the field cache's disk has 14 MiB free, 15 MiB are needed");
        assertThat(cache.fetchAll(ONE_FLIGHT, weather).values()).containsOnly(refusal);
        assertThat(weather.asked()).isEmpty();
        assertThat(cache.stats().refused()).isEqualTo(1);

        areTheirs(cache.fetchAll(List.of(EAST), weather));
        machine.leaveFree(10_000);
        areTheirs(cache.fetchAll(ONE_FLIGHT, weather));
        assertThat(weather.asked()).containsExactly(List.of(EAST), List.of(NORTH, WARMTH));
    }
}
