package fairweather.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fairweather.process.ChildProcess;
import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @Test
    void starts_durable_in_utc_and_utf8_and_deletes_its_directory_at_the_end() throws Exception {
        Path directory;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            directory = postgres.logFile().getParent();
            assertThat(value(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(value(postgres, "SHOW timezone")).isEqualTo("UTC");
            assertThat(value(postgres, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(value(postgres, "SELECT upper('straße é')")).isEqualTo("STRAßE É");
            assertThat(value(postgres, "SHOW server_version")).startsWith("18");
        }
        assertThat(directory).doesNotExist();
    }

    @Test
    void tests_may_give_up_durability_and_choose_settings() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .fastAndUnsafe()
                .setting("max_connections", "7")
                .start()) {
            assertThat(value(postgres, "SHOW fsync")).isEqualTo("off");
            assertThat(value(postgres, "SHOW max_connections")).isEqualTo("7");
        }
    }

    @Test
    void wants_the_password() throws Exception {
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.builder().fastAndUnsafe().start()) {
            assertThatThrownBy(
                            () -> DriverManager.getConnection(postgres.jdbcUrl("postgres", "postgres"), null, "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            try (Connection connection = DriverManager.getConnection(
                    postgres.jdbcUrl("postgres", "postgres"), null, postgres.superuserPassword())) {
                assertThat(connection.isValid(5)).isTrue();
            }
        }
    }

    @Test
    void committed_rows_survive_a_restart_and_a_kill_on_the_same_port() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            int port = postgres.port();
            postgres.createDatabase("notes");
            postgres.execute("notes", "CREATE TABLE note (text text)");
            postgres.execute("notes", "INSERT INTO note VALUES ('first')");
            postgres.restart();
            postgres.execute("notes", "INSERT INTO note VALUES ('second')");
            postgres.killNine();
            postgres.restart();
            assertThat(postgres.port()).isEqualTo(port);
            try (Connection connection = postgres.connect("notes")) {
                assertThat(value(connection, "SELECT string_agg(text, ' ' ORDER BY text) FROM note"))
                        .isEqualTo("first second");
            }
        }
    }

    @Test
    void a_server_that_is_killed_with_sessions_open_can_be_started_again_at_once() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            for (int session = 0; session < 20; session++) {
                postgres.connect(EmbeddedPostgres.SUPERUSER);
            }
            postgres.killNine();
            postgres.restart();
            try (Connection connection = postgres.connect(EmbeddedPostgres.SUPERUSER)) {
                assertThat(value(
                                connection,
                                "SELECT count(*)::text FROM pg_stat_activity WHERE backend_type = 'client backend'"))
                        .isEqualTo("1");
            }
        }
    }

    @Test
    void a_given_directory_is_kept_and_can_be_started_again(@TempDir Path temporary) throws Exception {
        Path directory = traversable(temporary).resolve("kept");
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.builder().dataDirectory(directory).start()) {
            postgres.createDatabase("kept");
        }
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.builder().dataDirectory(directory).start()) {
            assertThat(value(postgres, "SELECT count(*) FROM pg_database WHERE datname = 'kept'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void a_taken_port_is_reported_with_the_words_of_the_server() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.builder().fastAndUnsafe().start()) {
            assertThatThrownBy(
                            () -> EmbeddedPostgres.builder().port(first.port()).start())
                    .hasMessageContaining("did not start")
                    .hasMessageContaining("Address already in use");
        }
    }

    @Test
    void closing_twice_is_harmless() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder().fastAndUnsafe().start();
        postgres.close();
        postgres.close();
        assertThat(ProcessHandle.of(postgres.pid())).isEmpty();
    }

    @Test
    void the_server_ends_when_the_java_process_that_started_it_is_killed(@TempDir Path temporary) throws Exception {
        Process parent = holder(List.of(), traversable(temporary).resolve("data"));
        ProcessHandle server = startedBy(parent);
        parent.destroyForcibly();
        assertThat(parent.waitFor(10, TimeUnit.SECONDS)).isTrue();
        server.onExit().get(20, TimeUnit.SECONDS);
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void runs_as_an_ordinary_user(@TempDir Path temporary) throws Exception {
        assumeTrue(
                ChildProcess.runs("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "true"),
                "skipped: only root can become another user");
        Path directory = traversable(temporary).resolve("data");
        Files.createDirectory(directory);
        Files.setAttribute(directory, "unix:uid", 65534);
        Process parent = holder(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"), directory);
        ProcessHandle server = startedBy(parent);
        assertThat(Files.getAttribute(Path.of("/proc/" + server.pid()), "unix:uid"))
                .isEqualTo(65534);
        parent.destroyForcibly();
        server.onExit().get(20, TimeUnit.SECONDS);
    }

    @Test
    void root_without_user_namespaces_gives_the_server_to_another_user(@TempDir Path temporary) throws Exception {
        assumeTrue(
                ChildProcess.runs("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "true"),
                "skipped: only root can become another user");
        Path directory = traversable(temporary).resolve("data");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .dataDirectory(directory)
                .fastAndUnsafe()
                .privileges(Privileges.NOBODY)
                .start()) {
            assertThat(Files.getAttribute(Path.of("/proc/" + postgres.pid()), "unix:uid"))
                    .isEqualTo(65534);
            postgres.restart();
            assertThat(value(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    /** A JVM of its own that starts a server, prints its process id and waits for the end. */
    private static Process holder(List<String> prefix, Path directory) throws Exception {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-Duser.name=" + (prefix.isEmpty() ? System.getProperty("user.name") : "nobody"),
                "-cp",
                readable(directory.getParent()),
                Holder.class.getName(),
                directory.toString()));
        return new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static ProcessHandle startedBy(Process parent) throws Exception {
        BufferedReader reader = parent.inputReader();
        String line = reader.readLine();
        assertThat(line).as("the process id that the other JVM prints").matches("\\d+");
        Optional<ProcessHandle> server = ProcessHandle.of(Long.parseLong(line));
        assertThat(server).isPresent();
        return server.get();
    }

    /** The class path copied to where every user can read it: the sources and libraries may lie in a private home. */
    private static String readable(Path directory) throws Exception {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path source = Path.of(entry);
            Path target = directory.resolve("class-path-" + entries.size() + "-" + source.getFileName());
            try (Stream<Path> paths = Files.walk(source)) {
                for (Path path : (Iterable<Path>) paths::iterator) {
                    Path copy = target.resolve(source.relativize(path).toString());
                    Files.copy(path, Files.isDirectory(path) || !path.equals(source) ? copy : target);
                }
            }
            entries.add(target.toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    private static Path traversable(Path directory) throws Exception {
        return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String value(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = postgres.connect("postgres")) {
            return value(connection, sql);
        }
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Another JVM's main class. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .dataDirectory(Path.of(arguments[0]))
                    .fastAndUnsafe()
                    .start();
            System.out.println(postgres.pid());
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
            Thread.currentThread().join(Duration.ofMinutes(2));
        }
    }
}
