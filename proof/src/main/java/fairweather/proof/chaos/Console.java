package fairweather.proof.chaos;

import fairweather.postgres.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The superuser's own connection to a demonstration's database, past every proxy; opened anew when it has broken. */
final class Console implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    private final String database;
    private Connection connection;

    Console(EmbeddedPostgres postgres, String database) {
        this.postgres = postgres;
        this.database = database;
    }

    /** Makes something of one row. */
    @FunctionalInterface
    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** A connection of the caller's own, for a transaction that is to stay open. */
    Connection another() throws SQLException {
        Connection own = postgres.connect(database);
        own.setAutoCommit(false);
        return own;
    }

    <T> List<T> query(String sql, Reading<T> reading, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> read = new ArrayList<>();
            while (rows.next()) {
                read.add(reading.of(rows));
            }
            return read;
        } catch (SQLException failed) {
            close();
            throw failed;
        }
    }

    long number(String sql, Object... values) throws SQLException {
        return query(sql, row -> row.getLong(1), values).getFirst();
    }

    Optional<Instant> instant(String sql, Object... values) throws SQLException {
        OffsetDateTime time = query(sql, row -> row.getObject(1, OffsetDateTime.class), values)
                .getFirst();
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }

    /** Any statements without parameters. */
    void execute(String sql) throws SQLException {
        try (PreparedStatement statement = prepared(sql)) {
            statement.execute();
        } catch (SQLException failed) {
            close();
            throw failed;
        }
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        if (connection == null) {
            connection = postgres.connect(database);
        }
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        Connection old = connection;
        connection = null;
        if (old != null) {
            old.close();
        }
    }
}
