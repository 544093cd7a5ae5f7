package fairweather.reference.cache;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Grid;
import fairweather.reference.Product;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Gone;
import fairweather.reference.Readiness.NotYet;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.ReferenceSource;
import fairweather.reference.Substitution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldCacheTest {
    private static final Instant TIME = Instant.parse("2018-10-07T06:00:00Z");
    private static final FieldKey KEY = FieldKey.truth("10u", null, TIME);
    private static final Grid GRID = Grid.global(3, 4);
    private static final Substitution SUBSTITUTION = new Substitution(
            new Substitution.Wanted(Product.ERA5, null, null, TIME, null),
            new Substitution.StandIn(Product.GFS_ANALYSIS, null, null),
            "a test");

    @TempDir
    Path directory;

    /** Counts how often it is asked; answers with the field of one value. */
    private static final class CountingSource implements ReferenceSource {
        private final AtomicInteger asked = new AtomicInteger();
        private final Readiness answer;

        CountingSource(Readiness answer) {
            this.answer = answer;
        }

        @Override
        public String id() {
            return "counting";
        }

        @Override
        public Readiness read(FieldKey key) {
            asked.incrementAndGet();
            return answer;
        }

        @Override
        public boolean current(FieldKey key, Provenance provenance) {
            return answer instanceof Ready now && now.provenance().fileSha256().equals(provenance.fileSha256());
        }

        @Override
        public List<Substitution> substitutions() {
            return List.of();
        }
    }

    private static Ready ready() {
        return ready("ab", 1);
    }

    private static Ready ready(String fileSha256, float first) {
        float[] values = {first, 2, 3, 4, 5, Float.NaN, 7, 8, 9, 10, 11, -0.0f};
        Field field = new Field("10u", null, TIME, GRID, values);
        FieldKey actual = FieldKey.analysis("10u", null, TIME);
        return new Ready(field, field.sha256(), new Provenance("counting", "f", fileSha256, actual, SUBSTITUTION));
    }

    @Test
    void the_file_of_a_field_is_known_and_so_is_that_it_was_removed_or_replaced() throws IOException {
        FieldCache cache = FieldCache.open(directory);
        Path file = cache.file(KEY, "counting");
        assertThat(cache.unchanged(KEY, "counting")).isFalse();
        assertThat(FieldCache.map(file)).isEmpty();
        cache.fetch(KEY, new CountingSource(ready()));
        assertThat(cache.unchanged(KEY, "counting")).isTrue();
        assertThat(FieldCache.map(file).orElseThrow().sha256()).isEqualTo(ready().sha256());

        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        assertThat(cache.unchanged(KEY, "counting")).isFalse();
        cache.evict(KEY, "counting");
        assertThat(cache.unchanged(KEY, "counting")).isFalse();
    }

    @Test
    @Tag("P-49")
    void a_field_is_fetched_once_and_then_read_from_its_mapped_file_bit_for_bit() {
        CountingSource source = new CountingSource(ready());
        Readiness first = FieldCache.open(directory).fetch(KEY, source);
        Readiness second = FieldCache.open(directory).fetch(KEY, source);

        assertThat(source.asked).hasValue(1);
        for (Readiness each : List.of(first, second)) {
            Ready found = (Ready) each;
            assertThat(found.field().buffer().isDirect()).isTrue();
            assertThat(found.field().payload()).isEqualTo(ready().field().payload());
            assertThat(found.field().grid()).isEqualTo(GRID);
            assertThat(found.field().validTime()).isEqualTo(TIME);
            assertThat(found.sha256()).isEqualTo(ready().sha256());
            assertThat(found.provenance()).isEqualTo(ready().provenance());
        }
    }

    @Test
    void fields_on_one_grid_share_it_however_many_are_mapped() {
        FieldCache.open(directory).fetch(KEY, new CountingSource(ready()));

        Ready one = FieldCache.open(directory).find(KEY, "counting").orElseThrow();
        Ready another =
                FieldCache.map(FieldCache.open(directory).file(KEY, "counting")).orElseThrow();

        assertThat(another.field().grid()).isSameAs(one.field().grid()).isEqualTo(GRID);
    }

    @Test
    void a_field_whose_file_was_corrected_or_withdrawn_at_the_source_is_not_served_any_more() {
        FieldCache.open(directory).fetch(KEY, new CountingSource(ready("ab", 1)));
        CountingSource corrected = new CountingSource(ready("cd", 100));
        FieldCache cache = FieldCache.open(directory);
        for (int i = 0; i < 2; i++) {
            Ready found = (Ready) cache.fetch(KEY, corrected);
            assertThat(found.field().value(0, 0)).isEqualTo(100f);
            assertThat(found.provenance().fileSha256()).isEqualTo("cd");
        }
        assertThat(corrected.asked).hasValue(1);

        Gone withdrawn = new Gone("withdrawn");
        assertThat(cache.fetch(KEY, new CountingSource(withdrawn))).isEqualTo(withdrawn);
        assertThat(cache.find(KEY, "counting")).isEmpty();
    }

    @Test
    void an_answer_that_is_no_field_is_not_cached() {
        FieldCache cache = FieldCache.open(directory);
        CountingSource source = new CountingSource(new Gone("never"));
        assertThat(cache.fetch(KEY, source)).isEqualTo(new Gone("never"));
        assertThat(cache.fetch(KEY, source)).isEqualTo(new Gone("never"));
        assertThat(source.asked).hasValue(2);
    }

    @Test
    void a_file_with_a_flipped_or_missing_byte_is_removed_and_fetched_again() throws IOException {
        CountingSource source = new CountingSource(ready());
        FieldCache.open(directory).fetch(KEY, source);
        byte[] whole = Files.readAllBytes(file());

        byte[] flipped = whole.clone();
        flipped[whole.length - 1] ^= 1;
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);
        byte[] header = whole.clone();
        header[20] = '}';
        int asked = 1;
        for (byte[] damaged : List.of(flipped, cut, header, new byte[0], new byte[100])) {
            Files.write(file(), damaged);
            FieldCache fresh = FieldCache.open(directory);
            assertThat(fresh.find(KEY, "counting")).isEmpty();
            assertThat(((Ready) fresh.fetch(KEY, source)).field().payload())
                    .isEqualTo(ready().field().payload());
            assertThat(source.asked).hasValue(++asked);
        }
    }

    @Test
    @Tag("P-53")
    void a_file_left_half_written_under_its_temporary_name_is_never_read() throws IOException {
        FieldCache cache = FieldCache.open(directory);
        Files.createDirectories(file().getParent());
        Files.write(file().resolveSibling(KEY.fileName() + "123.partial"), new byte[] {1, 2, 3});
        assertThat(cache.find(KEY, "counting")).isEmpty();
        assertThat(cache.fetch(KEY, new CountingSource(ready()))).isInstanceOf(Ready.class);
    }

    @Test
    @Tag("P-28")
    void threads_that_want_one_key_wait_for_the_one_that_fetches_it() throws Exception {
        CountingSource source = new CountingSource(ready());
        FieldCache cache = FieldCache.open(directory);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Readiness>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                Callable<Readiness> fetch = () -> {
                    start.await();
                    return cache.fetch(KEY, source);
                };
                answers.add(threads.submit(fetch));
            }
            start.countDown();
        }
        assertThat(source.asked).hasValue(1);
        for (Future<Readiness> answer : answers) {
            assertThat(((Ready) answer.get()).sha256()).isEqualTo(ready().sha256());
        }
    }

    @Test
    void processes_that_want_one_key_leave_one_whole_file_and_no_temporary_one() throws Exception {
        List<Future<?>> ends = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 40; i++) {
                Callable<Readiness> process = () -> FieldCache.open(directory).fetch(KEY, new CountingSource(ready()));
                ends.add(threads.submit(process));
            }
        }
        for (Future<?> end : ends) {
            assertThat(end.get()).isInstanceOfAny(Ready.class, NotYet.class);
        }
        try (Stream<Path> files = Files.list(file().getParent())) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void an_evicted_field_is_fetched_again_while_an_older_mapping_stays_readable() {
        CountingSource source = new CountingSource(ready());
        FieldCache cache = FieldCache.open(directory);
        Field old = ((Ready) cache.fetch(KEY, source)).field();
        cache.evict(KEY, "counting");
        assertThat(cache.find(KEY, "counting")).isEmpty();
        cache.fetch(KEY, source);
        assertThat(source.asked).hasValue(2);
        assertThat(old.value(0, 0)).isEqualTo(1f);
    }

    @Test
    void network_file_systems_are_refused_and_local_ones_are_not() {
        assertThat(Stream.of("nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "FUSE.GLUSTERFS", "ceph"))
                .allMatch(LocalDisk::isNetwork);
        assertThat(Stream.of("ext4", "xfs", "btrfs", "overlay", "tmpfs", "apfs", "fuse.ext4"))
                .noneMatch(LocalDisk::isNetwork);
    }

    private Path file() {
        return directory.resolve("v1").resolve("counting").resolve(KEY.fileName() + ".field");
    }
}
