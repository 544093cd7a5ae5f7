package fairweather.bench.queue;

import fairweather.postgres.EmbeddedPostgres;
import fairweather.postgres.FairweatherDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The one PostgreSQL that everybody is measured on. What it has acknowledged is on the disk. */
final class DurableServer implements AutoCloseable {
    private static final String PASSWORD = "bench";

    private final EmbeddedPostgres postgres;
    private int databases;

    DurableServer() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder()
                .setting("fsync", "on")
                .setting("synchronous_commit", "on")
                .setting("full_page_writes", "on")
                .setting("shared_buffers", "256MB")
                .setting("max_wal_size", "8GB")
                .setting("checkpoint_timeout", "1h")
                .start();
        FairweatherDatabase.createRoles(postgres, PASSWORD, PASSWORD);
    }

    /** A database whose name begins like that of its contestant. */
    FairweatherDatabase newDatabase(String contestant) throws SQLException {
        String name = contestant.replaceAll("\\W", "_") + "_" + ++databases;
        return FairweatherDatabase.create(postgres, name, PASSWORD, PASSWORD);
    }

    Connection connect(String database) throws SQLException {
        return postgres.connect(database);
    }

    void execute(String database, String sql) {
        try {
            postgres.execute(database, sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /** The first column of the first row. */
    long number(String database, String sql) {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    String version() throws SQLException {
        try (Connection connection = postgres.connect(EmbeddedPostgres.SUPERUSER)) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    long pid() {
        return postgres.pid();
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
