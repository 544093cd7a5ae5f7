package fairweather.proof.replay;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Copies rows between two databases, ids included.
 *
 * @param from the table that is read
 * @param to the table that is written, which has the same columns
 * @param instead for some columns, an expression that is copied instead of the stored value
 * @param where which rows
 */
record TableCopy(String from, String to, Map<String, String> instead, String where) {

    static TableCopy of(String table) {
        return new TableCopy(table, table, Map.of(), "true");
    }

    TableCopy with(Map<String, String> others) {
        return new TableCopy(from, to, others, where);
    }

    TableCopy into(String table) {
        return new TableCopy(from, table, instead, where);
    }

    TableCopy where(String condition) {
        return new TableCopy(from, to, instead, condition);
    }

    void run(Connection source, Connection target) throws SQLException, IOException {
        List<String> columns = columns(source);
        String expressions = String.join(
                ", ",
                columns.stream()
                        .map(column -> instead.getOrDefault(column, column))
                        .toList());
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        manager(source)
                .copyOut("COPY (SELECT %s FROM %s WHERE %s) TO STDOUT".formatted(expressions, from, where), rows);
        manager(target)
                .copyIn(
                        "COPY %s (%s) FROM STDIN".formatted(to, String.join(", ", columns)),
                        new ByteArrayInputStream(rows.toByteArray()));
    }

    /** Those that can be written; a generated one makes itself. */
    private List<String> columns(Connection source) throws SQLException {
        String sql = """
                SELECT column_name FROM information_schema.columns
                WHERE table_schema = 'public' AND table_name = ? AND is_generated = 'NEVER' ORDER BY ordinal_position
                """;
        List<String> columns = new ArrayList<>();
        try (PreparedStatement statement = source.prepareStatement(sql)) {
            statement.setString(1, from);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    columns.add(result.getString(1));
                }
            }
        }
        return columns;
    }

    private static CopyManager manager(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
