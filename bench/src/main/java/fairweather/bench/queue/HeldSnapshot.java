package fairweather.bench.queue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A transaction that sees the database as it was and does nothing: no row version younger than it can be removed. */
final class HeldSnapshot implements AutoCloseable {
    private final Connection connection;

    HeldSnapshot(DurableServer server, String database) throws SQLException {
        connection = server.connect(database);
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
