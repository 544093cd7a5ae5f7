package fairweather.reference.cache;

import static fairweather.reference.cache.Weather.EAST;
import static fairweather.reference.cache.Weather.NEXT_DAY;
import static fairweather.reference.cache.Weather.NORTH;
import static fairweather.reference.cache.Weather.ONE_FLIGHT;
import static fairweather.reference.cache.Weather.TIME;
import static fairweather.reference.cache.Weather.TWO_FLIGHTS;
import static fairweather.reference.cache.Weather.WARMTH;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Product;
import fairweather.reference.Readiness.Ready;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
    private static final Retention GENEROUS =
            new Retention(Duration.ofDays(7), Duration.ofDays(30), Long.MAX_VALUE, Long.MAX_VALUE);

    private static final Retention NOTHING = new Retention(Duration.ZERO, Duration.ZERO, 0, 0);
    private static final Needed NOBODY = (source, key) -> false;

    @TempDir
    private Path directory;

    private final OwnMachine machine = new OwnMachine();
    private final Weather weather = new Weather();

    private FieldCache cache() {
        return FieldCache.open(directory, machine.process());
    }

    private static List<FieldKey> keys(List<CachedField> fields) {
        return fields.stream().map(CachedField::key).toList();
    }

    @Test
    void what_an_open_run_needs_stays_even_where_nothing_is_to_be_kept() {
        FieldCache cache = cache();
        cache.fetchAll(TWO_FLIGHTS, weather);
        Set<FieldKey> needed = Set.of(EAST, NEXT_DAY);

        SweepReport report = cache.sweep(NOTHING, () -> (source, key) -> needed.contains(key))
                .orElseThrow();

        assertThat(keys(report.removed())).containsExactlyInAnyOrder(NORTH, WARMTH);
        assertThat(report.kept()).isEqualTo(2);
        assertThat(report.bytesKept())
                .isEqualTo(cache.stats().bytesHeld())
                .isEqualTo(cache().stats().bytesHeld());
        assertThat(cache.stats().evicted()).isEqualTo(2);
        assertThat(cache.find(EAST, "weather")).isPresent();
        assertThat(cache.find(NORTH, "weather")).isEmpty();
    }

    @Test
    void a_removed_field_stays_readable_for_whoever_has_it_and_is_fetched_anew_by_the_next() {
        FieldCache cache = cache();
        Field mapped = ((Ready) cache.fetch(EAST, weather)).field();
        cache.sweep(NOTHING, () -> NOBODY).orElseThrow();
        assertThat(cache.unchanged(EAST, "weather")).isFalse();
        assertThat(mapped.sha256()).isEqualTo(Weather.field(EAST).sha256());
        assertThat(cache.fetch(EAST, weather)).isInstanceOf(Ready.class);
        assertThat(weather.asked()).hasSize(2);
    }

    @Test
    void the_time_counts_from_the_last_use_in_any_process() {
        Retention month = new Retention(Duration.ZERO, Duration.ofDays(30), 0, Long.MAX_VALUE);
        FieldCache cache = cache();
        cache.fetchAll(List.of(EAST, NORTH), weather);
        machine.pass(Duration.ofDays(20));
        FieldCache other = cache();
        assertThat(other.find(EAST, "weather")).isPresent();
        assertThat(other.unchanged(EAST, "weather")).isTrue();
        machine.pass(Duration.ofDays(20));
        assertThat(keys(cache.sweep(month, () -> NOBODY).orElseThrow().removed()))
                .containsExactly(NORTH);
    }

    @Test
    void a_field_that_is_used_or_fetched_while_the_sweep_decides_stays() {
        FieldCache cache = cache();
        cache.fetchAll(ONE_FLIGHT, weather);
        machine.pass(Duration.ofDays(1));
        SweepReport report = cache.sweep(NOTHING, () -> {
                    cache().find(EAST, "weather");
                    cache().fetch(NEXT_DAY, weather);
                    return NOBODY;
                })
                .orElseThrow();
        assertThat(keys(report.removed())).containsExactlyInAnyOrder(NORTH, WARMTH);
        assertThat(cache.find(EAST, "weather")).isPresent();
        assertThat(cache.find(NEXT_DAY, "weather")).isPresent();
    }

    @Test
    void of_two_sweeps_at_once_one_does_nothing() {
        AtomicReference<Object> second = new AtomicReference<>();
        FieldCache other = cache();
        FieldCache cache = cache();
        cache.sweep(NOTHING, () -> {
            second.set(other.sweep(NOTHING, () -> NOBODY));
            return NOBODY;
        });
        assertThat(second.get()).isEqualTo(Optional.empty());
        assertThat(other.sweep(NOTHING, () -> NOBODY)).isPresent();
    }

    @Test
    void after_a_change_of_the_mapping_earlier_entries_are_not_seen_and_go_with_the_next_sweep() throws IOException {
        Path oldest = Files.createDirectories(directory.resolve("weather")).resolve("a.field");
        Path operators = Files.writeString(oldest.resolveSibling("notes.txt"), "an operator's");
        Files.writeString(oldest, "of the time before there were versions");
        FieldCache before = cache();
        before.fetch(EAST, weather);

        FieldCache after = FieldCache.open(directory, machine.process(), Layout.MAPPING + 1);
        assertThat(after.find(EAST, "weather")).isEmpty();
        after.fetch(EAST, weather);
        assertThat(weather.asked()).hasSize(2);
        SweepReport report = after.sweep(GENEROUS, () -> NOBODY).orElseThrow();

        assertThat(report.leftovers()).isEqualTo(2);
        assertThat(oldest).doesNotExist();
        assertThat(operators).exists();
        assertThat(before.find(EAST, "weather")).isEmpty();
        assertThat(after.find(EAST, "weather")).isPresent();
        before.fetch(EAST, weather);
        assertThat(before.sweep(NOTHING, () -> NOBODY).orElseThrow().removed()).hasSize(1);
        assertThat(after.find(EAST, "weather")).isPresent();
    }

    @Test
    void what_a_dead_writer_left_goes_when_the_cache_is_opened_and_what_a_living_one_writes_does_not()
            throws IOException {
        FieldCache first = cache();
        first.fetch(EAST, weather);
        Path file = first.file(EAST, "weather");
        OwnerProcess here = OwnerProcess.current();
        Path dead =
                Partials.name(file, machine.process(new OwnerProcess(here.pid(), here.started() - 1, here.machine())));
        Path living = Partials.name(file, machine.process());
        Path strangers = Partials.name(file, machine.stranger());
        Path nobodys = file.resolveSibling("x.partial");
        Path ofALease = directory.resolve("leases/0123.partial");
        for (Path partial : List.of(dead, living, strangers, nobodys, ofALease)) {
            Files.writeString(partial, "half");
            Files.setLastModifiedTime(partial, FileTime.from(OwnMachine.START));
        }
        cache();
        assertThat(dead).doesNotExist();
        assertThat(List.of(living, strangers, nobodys)).allMatch(Files::exists);

        machine.pass(Leases.TERM.plusSeconds(1));
        assertThat(first.sweep(GENEROUS, () -> NOBODY).orElseThrow().leftovers())
                .isEqualTo(3);
        assertThat(living).exists();
        assertThat(strangers).doesNotExist();
        assertThat(nobodys).doesNotExist();
    }

    @Test
    void the_status_tells_what_is_held_by_source_and_product() {
        FieldCache cache = cache();
        cache.fetchAll(TWO_FLIGHTS, weather);
        cache.fetch(FieldKey.climatology("2t", null, TIME), weather);
        List<Holding> status = cache.status();
        assertThat(status).hasSize(2);
        Holding truth = status.getFirst();
        assertThat(truth)
                .isEqualTo(new Holding("weather", Product.ERA5, 4, truth.bytes(), TIME, TIME.plus(Duration.ofDays(1))));
        assertThat(truth.bytes() + status.getLast().bytes())
                .isEqualTo(cache.stats().bytesHeld());
        assertThat(status.getLast().product()).isEqualTo(Product.CLIMATOLOGY);
    }

    @Test
    void files_are_for_their_owner_and_its_group() throws IOException {
        FieldCache cache = cache();
        cache.fetch(EAST, weather);
        Path file = cache.file(EAST, "weather");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwxr-x---");
    }
}
