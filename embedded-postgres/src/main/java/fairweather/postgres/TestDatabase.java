package fairweather.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Databases for tests: one server per JVM, started when first asked for and stopped with the JVM, and on it a new
 * empty database for whoever wants one. The server is fast and unsafe ({@link EmbeddedPostgres.Builder#fastAndUnsafe}).
 */
public final class TestDatabase {
    private static final String OWNER_PASSWORD = "owner";
    private static final String APP_PASSWORD = "app";

    private final EmbeddedPostgres server;
    private final AtomicInteger created = new AtomicInteger();

    private TestDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    private static final class Shared {
        private static final TestDatabase INSTANCE = start();

        private static TestDatabase start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .fastAndUnsafe()
                        .setting("max_connections", "200")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> closeQuietly(server)));
                FairweatherDatabase.createRoles(server, OWNER_PASSWORD, APP_PASSWORD);
                return new TestDatabase(server);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }

        private static void closeQuietly(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException leftover) {
                System.err.println("a temporary database directory remains: " + leftover.getMessage());
            }
        }
    }

    /** The server of this JVM. */
    public static TestDatabase shared() {
        return Shared.INSTANCE;
    }

    public EmbeddedPostgres server() {
        return server;
    }

    /** A new empty database with both roles; no migration has run in it. */
    public FairweatherDatabase freshDatabase() {
        try {
            return FairweatherDatabase.create(
                    server, "test_" + created.incrementAndGet(), OWNER_PASSWORD, APP_PASSWORD);
        } catch (SQLException failed) {
            throw new IllegalStateException("could not create a database for a test", failed);
        }
    }
}
