package fairweather.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class PostgresBinariesTest {
    private static Path complete;

    @BeforeAll
    static void unpackOnce(@TempDir Path temporary) throws Exception {
        inTemporaryDirectory(temporary, () -> {
            complete = PostgresBinaries.unpacked();
            return null;
        });
    }

    @Test
    void several_at_once_unpack_one_complete_directory_and_leave_nothing_else(@TempDir Path temporary)
            throws Exception {
        inTemporaryDirectory(temporary, () -> {
            try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
                Callable<Path> unpack = PostgresBinaries::unpacked;
                List<Future<Path>> all = threads.invokeAll(List.of(unpack, unpack, unpack));
                Path directory = all.get(0).get();
                for (Future<Path> one : all) {
                    assertThat(one.get()).isEqualTo(directory);
                }
                assertThat(directory.resolve("bin/postgres")).isExecutable();
            }
            try (var left = Files.list(temporary)) {
                assertThat(left).hasSize(1);
            }
            return null;
        });
    }

    @Test
    void a_directory_that_lost_a_file_is_unpacked_again(@TempDir Path temporary) throws Exception {
        inTemporaryDirectory(temporary, () -> {
            Path lost = PostgresBinaries.unpacked().resolve("share/postgresql/postgres.bki");
            Files.delete(lost);
            PostgresBinaries.unpacked();
            assertThat(lost).exists();
            return null;
        });
    }

    @Test
    void a_link_in_the_place_that_others_can_guess_is_not_followed(@TempDir Path temporary) throws Exception {
        Path place = guessedPlace(temporary);
        Path elsewhere = Files.move(place, temporary.resolve("elsewhere"));
        Files.createSymbolicLink(place, elsewhere);
        inTemporaryDirectory(temporary, () -> {
            Path used = PostgresBinaries.unpacked();
            assertThat(used.toRealPath()).isNotEqualTo(elsewhere.toRealPath());
            assertThat(used.resolve("bin/postgres")).isExecutable();
            assertThat(PostgresBinaries.unpacked()).isEqualTo(used);
            return null;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxr-x", "rwxr-xrwx"})
    void a_directory_that_others_can_write_to_is_not_used(String permissions, @TempDir Path temporary)
            throws Exception {
        Path place = guessedPlace(temporary);
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString(permissions));
        inTemporaryDirectory(temporary, () -> {
            Path used = PostgresBinaries.unpacked();
            assertThat(used).isNotEqualTo(place);
            assertThat(used.resolve("bin/postgres")).isExecutable();
            return null;
        });
    }

    /** A whole directory where others can guess it; its files are links to ones that were unpacked once. */
    private static Path guessedPlace(Path temporary) throws IOException {
        Path place = temporary.resolve(complete.getFileName());
        try (Stream<Path> all = Files.walk(complete)) {
            for (Path each : all.toList()) {
                Path copy = place.resolve(complete.relativize(each).toString());
                if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectory(
                            copy, PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(each)));
                } else {
                    Files.createLink(copy, each);
                }
            }
        }
        return place;
    }

    @Test
    void a_database_that_cannot_be_initialised_leaves_no_directory(@TempDir Path temporary) throws Exception {
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        inTemporaryDirectory(temporary, () -> {
            // Root is refused by PostgreSQL; nobody else can become another user.
            Privileges wrong = root ? Privileges.DIRECT : Privileges.NOBODY;
            assertThatThrownBy(
                            () -> EmbeddedPostgres.builder().privileges(wrong).start())
                    .isInstanceOf(IOException.class);
            try (var left = Files.list(temporary)) {
                assertThat(left).noneMatch(path -> path.getFileName().toString().contains("database"));
            }
            return null;
        });
    }

    private static void inTemporaryDirectory(Path directory, Callable<Void> body) throws Exception {
        String before = System.getProperty("java.io.tmpdir");
        System.setProperty("java.io.tmpdir", directory.toString());
        try {
            body.call();
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }
}
