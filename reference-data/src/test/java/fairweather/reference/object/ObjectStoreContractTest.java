package fairweather.reference.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.archive.ArchiveServer;
import fairweather.reference.object.ObjectTrouble.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store does: the same directory, read as one and over HTTP. */
class ObjectStoreContractTest {
    private static final List<String> KEYS = Stream.of(
                    "gfs.20260115/00/atmos/f000.idx",
                    "geopotential/13.1.0",
                    ".zmetadata",
                    "two words",
                    "100%25",
                    "a+b=c",
                    "a:b@c,d;e!f'(g)*",
                    "question?hash#",
                    "Wärme/☀")
            .filter(ObjectStoreContractTest::canNameAFile)
            .toList();

    @TempDir
    static Path directory;

    private static ArchiveServer server;
    private static ObjectStores stores;

    private enum Kinds {
        FILE,
        HTTP;

        ObjectStore store() {
            return stores.open(
                    switch (this) {
                        case FILE -> directory.toUri().toString();
                        case HTTP -> server.url("archive").toString();
                    });
        }
    }

    /** Not every locale has every letter in the names of its files. */
    private static boolean canNameAFile(String key) {
        try {
            return !Path.of(key).toString().isEmpty();
        } catch (InvalidPathException unnameable) {
            return false;
        }
    }

    @BeforeAll
    static void aDirectoryThatIsServed() throws IOException {
        for (String key : KEYS) {
            Path file = directory.resolve(key);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "bytes of " + key);
        }
        Files.createFile(directory.resolve("empty"));
        server = ArchiveServer.start();
        server.mount("archive", directory);
        stores = new ObjectStores(Mirror.PLAIN, new OwnTime(), new Random(1), Transfers.UNHEARD);
    }

    @AfterAll
    static void end() {
        stores.close();
        server.close();
    }

    private static void assertTrouble(Kind kind, ThrowingCallable question) {
        assertThatThrownBy(question)
                .isInstanceOfSatisfying(
                        ObjectTrouble.class,
                        trouble -> assertThat(trouble.kind()).isEqualTo(kind));
    }

    @ParameterizedTest
    @EnumSource
    void every_key_names_its_object(Kinds kind) {
        ObjectStore store = kind.store();
        for (String key : KEYS) {
            byte[] bytes = ("bytes of " + key).getBytes(StandardCharsets.UTF_8);
            ObjectInfo info = store.head(key).orElseThrow();

            assertThat(info.key()).isEqualTo(key);
            assertThat(info.length()).isEqualTo(bytes.length);
            assertThat(info.etag()).isNotNull();
            StoredObject whole = store.get(key, bytes.length).orElseThrow();
            assertThat(whole.bytes()).isEqualTo(bytes);
            assertThat(whole.info()).isEqualTo(info);
            StoredObject part = store.range(key, 6, 7, info.etag()).orElseThrow();
            assertThat(part.bytes()).asString().isEqualTo("of");
            assertThat(part.info()).isEqualTo(info);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_not_there_is_empty(Kinds kind) {
        ObjectStore store = kind.store();

        assertThat(store.head("absent")).isEmpty();
        assertThat(store.get("gfs.20260115", 10)).isEmpty();
        assertThat(store.range("absent/deeper", 0, 1, null)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void an_object_may_have_no_bytes(Kinds kind) {
        ObjectStore store = kind.store();

        assertThat(store.head("empty").orElseThrow().length()).isZero();
        assertThat(store.get("empty", 0).orElseThrow().bytes()).isEmpty();
        assertTrouble(Kind.REFUSED, () -> store.range("empty", 0, 0, null));
    }

    @ParameterizedTest
    @EnumSource
    void bounds_hold(Kinds kind) {
        ObjectStore store = kind.store();

        assertTrouble(Kind.OVERSIZE, () -> store.get(".zmetadata", 18));
        assertTrouble(Kind.OVERSIZE, () -> store.range(".zmetadata", 0, Integer.MAX_VALUE, null));
        assertTrouble(Kind.REFUSED, () -> store.range(".zmetadata", 10, 19, null));
        assertTrouble(Kind.REFUSED, () -> store.range(".zmetadata", 19, 20, null));
        assertThat(store.range(".zmetadata", 18, 18, null)).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void another_state_is_changed(Kinds kind) {
        assertTrouble(Kind.CHANGED, () -> kind.store().range(".zmetadata", 0, 1, "\"other\""));
    }

    @ParameterizedTest
    @EnumSource
    void no_key_leads_out(Kinds kind) {
        assertTrouble(Kind.REFUSED, () -> kind.store().get("../secret", 100));
        assertThat(kind.store().get("%2e%2e/secret", 100)).isEmpty();
    }
}
