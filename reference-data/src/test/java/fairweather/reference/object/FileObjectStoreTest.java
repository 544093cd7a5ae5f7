package fairweather.reference.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.reference.object.ObjectTrouble.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileObjectStoreTest {
    @TempDir
    Path outside;

    private Path directory;
    private ObjectStore store;

    @BeforeEach
    void aDirectoryWithAFile() throws IOException {
        directory = Files.createDirectories(outside.resolve("archive/deep")).getParent();
        Files.writeString(directory.resolve("deep/13.1"), "0123456789");
        Files.writeString(outside.resolve("secret"), "hunter2");
        store = new FileObjectStore(directory);
    }

    private static void assertTrouble(Kind kind, ThrowingCallable question) {
        assertThatThrownBy(question)
                .isInstanceOfSatisfying(
                        ObjectTrouble.class,
                        trouble -> assertThat(trouble.kind()).isEqualTo(kind));
    }

    @Test
    void files_are_objects() {
        ObjectInfo info = store.head("deep/13.1").orElseThrow();

        assertThat(info.length()).isEqualTo(10);
        assertThat(store.get("deep/13.1", 10).orElseThrow().info()).isEqualTo(info);
        assertThat(store.get("deep/13.1", 10).orElseThrow().bytes()).asString().isEqualTo("0123456789");
        assertThat(store.range("deep/13.1", 9, 9, info.etag()).orElseThrow().bytes())
                .asString()
                .isEqualTo("9");
    }

    @Test
    void what_is_no_file_is_no_object() {
        assertThat(store.head("deep")).isEmpty();
        assertThat(store.head("absent/x")).isEmpty();
        assertThat(store.head("deep/13.1/x")).isEmpty();
        assertThat(store.get("two words", 1)).isEmpty();
    }

    @Test
    void sizes_are_bounded_and_ranges_lie_within() {
        assertTrouble(Kind.OVERSIZE, () -> store.get("deep/13.1", 9));
        assertTrouble(Kind.REFUSED, () -> store.range("deep/13.1", 5, 10, null));
        assertThatThrownBy(() -> store.range("deep/13.1", -1, 5, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.range("deep/13.1", 5, 4, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_file_that_was_replaced_is_in_another_state_even_with_the_same_size_and_time() throws IOException {
        Path file = directory.resolve("deep/13.1");
        FileTime time = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.setLastModifiedTime(file, time);
        String before = store.head("deep/13.1").orElseThrow().etag();
        Path other = Files.writeString(directory.resolve("new"), "9876543210");
        Files.setLastModifiedTime(other, time);

        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        assertTrouble(Kind.CHANGED, () -> store.range("deep/13.1", 0, 1, before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "deep/../../secret", "/etc/passwd", "deep/./13.1", "deep\\13.1", "", "deep/"})
    void no_key_leads_out(String key) {
        assertTrouble(Kind.REFUSED, () -> store.get(key, 100));
    }

    @Test
    void no_link_leads_out_though_links_within_are_followed() throws IOException {
        Files.createSymbolicLink(directory.resolve("out"), outside.resolve("secret"));
        Files.createSymbolicLink(directory.resolve("up"), outside);
        Files.createSymbolicLink(directory.resolve("within"), Path.of("deep/13.1"));
        Files.createSymbolicLink(directory.resolve("nowhere"), Path.of("absent"));

        assertTrouble(Kind.REFUSED, () -> store.get("out", 100));
        assertTrouble(Kind.REFUSED, () -> store.get("up/secret", 100));
        assertThat(store.get("within", 100)).isPresent();
        assertThat(store.get("nowhere", 100)).isEmpty();
    }

    @Test
    void the_directory_itself_may_be_a_link_that_is_turned() throws IOException {
        Path link = Files.createSymbolicLink(outside.resolve("today"), directory);
        assertThat(new FileObjectStore(link).get("deep/13.1", 10)).isPresent();
    }

    @Test
    void an_interrupted_thread_reads_nothing_and_stays_interrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> store.get("deep/13.1", 10)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void a_directory_that_is_gone_has_no_absent_objects() {
        assertTrouble(Kind.UNREACHABLE, () -> new FileObjectStore(outside.resolve("unmounted")).head("k"));
    }
}
