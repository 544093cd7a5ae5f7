package fairweather.postgres;

import fairweather.process.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server out of a jar, for the demonstration and the tests; it needs no installation and runs as root
 * and as an ordinary user. It listens on loopback TCP only, in UTC, and wants a password, which is generated. It
 * stops (fast, all committed work kept) when this JVM ends, even by {@code kill -9}.
 *
 * <p>Durable by default. The directory is temporary, and deleted by {@link #close()}, unless one is given; a given
 * directory can be started again later. Not thread-safe, apart from connecting.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    public static final String HOST = "127.0.0.1";
    public static final String SUPERUSER = "postgres";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final int PORT_ATTEMPTS = 5;

    /** What a server says that is started before the children of a killed one have noticed their parent's death. */
    private static final String ORPHANS = "pre-existing shared memory block";

    private final Path binaries;
    private final Path directory;
    private final boolean temporary;
    private final boolean portGiven;
    private final Map<String, String> settings;
    private final Privileges privileges;
    private String password;
    private int port;
    private Process server;

    /** What can be chosen before the start. */
    public static final class Builder {
        private Path directory;
        private int port;
        private boolean unsafe;
        private Privileges privileges;
        private final Map<String, String> settings = new LinkedHashMap<>();

        /** Where the data is kept after {@link EmbeddedPostgres#close()}; created, or started again if it exists. */
        public Builder dataDirectory(Path kept) {
            directory = kept;
            return this;
        }

        /** The port to listen on; without it a free one is found. */
        public Builder port(int fixed) {
            port = fixed;
            return this;
        }

        /** A server setting, as in {@code postgresql.conf}. */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /** For tests: nothing is forced to disk, so a crash of the machine would lose or corrupt the data. */
        public Builder fastAndUnsafe() {
            unsafe = true;
            settings.put("fsync", "off");
            settings.put("synchronous_commit", "off");
            settings.put("full_page_writes", "off");
            return this;
        }

        /** For tests: as whom the server runs, instead of what {@link Privileges#detect} finds. */
        Builder privileges(Privileges chosen) {
            privileges = chosen;
            return this;
        }

        /** Unpacks, initialises and starts the server; returns when it accepts connections. */
        public EmbeddedPostgres start() throws IOException {
            EmbeddedPostgres postgres = new EmbeddedPostgres(this);
            try {
                postgres.initialise(unsafe);
                postgres.start();
                return postgres;
            } catch (IOException | RuntimeException failed) {
                try {
                    postgres.close();
                } catch (IOException leftover) {
                    failed.addSuppressed(leftover);
                }
                throw failed;
            }
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    private EmbeddedPostgres(Builder builder) throws IOException {
        privileges = builder.privileges == null ? Privileges.detect() : builder.privileges;
        binaries = PostgresBinaries.unpacked();
        temporary = builder.directory == null;
        directory = temporary
                ? Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "fairweather-database-")
                : Files.createDirectories(builder.directory.toAbsolutePath());
        portGiven = builder.port != 0;
        port = builder.port;
        settings = new LinkedHashMap<>(builder.settings);
    }

    private void initialise(boolean unsafe) throws IOException {
        Path passwordFile = directory.resolve("password");
        if (!Files.exists(directory.resolve("data").resolve("PG_VERSION"))) {
            makeCluster(passwordFile, unsafe || temporary);
        }
        password = Files.readString(passwordFile).strip();
    }

    private void makeCluster(Path passwordFile, boolean withoutSync) throws IOException {
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        Files.writeString(passwordFile, HexFormat.of().formatHex(secret));
        privileges.own(directory);
        List<String> command = new ArrayList<>(List.of(
                binaries.resolve("bin/initdb").toString(),
                "--pgdata=" + directory.resolve("data"),
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C"));
        if (withoutSync) {
            command.add("--no-sync");
        }
        Process initdb = process(command);
        if (!exits(initdb, START_LIMIT) || initdb.exitValue() != 0) {
            initdb.destroyForcibly();
            throw new IOException("initdb failed:\n" + log());
        }
    }

    private void start() throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        for (int attempt = 1; ; attempt++) {
            if (!portGiven && server == null) {
                port = freePort();
            }
            int said = log().length();
            server = process(serverCommand());
            if (accepts()) {
                return;
            }
            String why = log().substring(said);
            if (why.contains(ORPHANS) && System.nanoTime() < deadline) {
                continue;
            }
            // Between our look and the server's start somebody else may have taken the free port.
            if (portGiven || attempt == PORT_ATTEMPTS || !why.contains("Address already in use")) {
                throw new IOException("PostgreSQL did not start:\n" + why);
            }
            server = null;
        }
    }

    private List<String> serverCommand() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("listen_addresses", HOST);
        all.put("port", Integer.toString(port));
        all.put("unix_socket_directories", "");
        all.put("timezone", "UTC");
        all.put("log_timezone", "UTC");
        all.putAll(settings);
        List<String> command = new ArrayList<>(List.of(
                binaries.resolve("bin/postgres").toString(),
                "-D",
                directory.resolve("data").toString()));
        all.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    private Process process(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(privileges.command(ChildProcess.bound("INT", command)))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
        builder.environment().put("LC_ALL", "C");
        return ChildProcess.start(builder);
    }

    /** Waits until the server has written "ready" beside its process id; false if it ended or took too long. */
    private boolean accepts() throws IOException {
        Path status = directory.resolve("data").resolve("postmaster.pid");
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            if (exits(server, Duration.ofMillis(20))) {
                return false;
            }
            List<String> lines = Files.exists(status) ? Files.readAllLines(status) : List.of();
            if (lines.size() >= 8
                    && lines.get(0).equals(Long.toString(server.pid()))
                    && lines.get(7).strip().equals("ready")) {
                return true;
            }
        }
        server.destroyForcibly();
        return false;
    }

    public int port() {
        return port;
    }

    /** The password of {@link #SUPERUSER}. */
    public String superuserPassword() {
        return password;
    }

    /** The process id of the server. */
    public long pid() {
        return server.pid();
    }

    /** What the server has to say. */
    public Path logFile() {
        return directory.resolve("postgres.log");
    }

    /** The JDBC address of a database for a user; the password is to be given with the connection. */
    public String jdbcUrl(String database, String user) {
        return "jdbc:postgresql://" + HOST + ":" + port + "/" + database + "?user=" + user;
    }

    /** A connection of the superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + HOST + ":" + port + "/" + database, SUPERUSER, password);
    }

    /** Runs one statement as the superuser. */
    public void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Creates an empty database that belongs to the superuser. */
    public void createDatabase(String name) throws SQLException {
        execute(SUPERUSER, "CREATE DATABASE \"" + name.replace("\"", "\"\"") + "\"");
    }

    /** Stops the server, if it runs, and starts it again on the same port. */
    public void restart() throws IOException {
        stop();
        start();
    }

    /** Ends the server as {@code kill -9} would; {@link #restart()} brings it back, recovering. */
    public void killNine() {
        server.destroyForcibly();
        exits(server, STOP_LIMIT);
    }

    private void stop() {
        if (server == null || !server.isAlive()) {
            return;
        }
        ChildProcess.signal(server, "INT");
        if (!exits(server, STOP_LIMIT)) {
            killNine();
        }
    }

    /** Stops the server and deletes its directory if that is temporary; a second call does nothing. */
    @Override
    public void close() throws IOException {
        stop();
        if (temporary) {
            Directories.delete(directory);
        }
    }

    private String log() throws IOException {
        return Files.exists(logFile()) ? Files.readString(logFile()) : "";
    }

    private static boolean exits(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }
}
