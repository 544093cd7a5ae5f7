package fairweather.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.postgres.BreakingWire.Moment;
import fairweather.postgres.BreakingWire.Outage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BreakingWireTest {
    private final FairweatherDatabase database = TestDatabase.shared().freshDatabase();
    private final BreakingWire wire = new BreakingWire(database.host(), database.port());

    @BeforeEach
    void aTable() throws SQLException {
        try (Connection connection = database.connectAsOwner()) {
            execute(connection, "CREATE TABLE written (n integer)");
        }
    }

    @AfterEach
    void close() {
        wire.close();
    }

    private Connection through() throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + wire.port() + "/" + database.name() + "?sslmode=disable";
        return DriverManager.getConnection(url, database.ownerUser(), database.ownerPassword());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int written() throws SQLException {
        try (Connection connection = database.connectAsOwner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM written")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void before_the_statement_nothing_is_done() throws SQLException {
        try (Connection connection = through()) {
            wire.breakAt(2, Moment.BEFORE, Outage.MOMENTARY);
            execute(connection, "INSERT INTO written VALUES (1)");
            assertThatThrownBy(() -> execute(connection, "INSERT INTO written VALUES (2)"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(wire.hasBroken()).isTrue();
        assertThat(written()).isEqualTo(1);
    }

    @Test
    void after_the_statement_it_is_done_and_nobody_is_told() throws SQLException {
        try (Connection connection = through()) {
            wire.breakAt(2, Moment.AFTER, Outage.MOMENTARY);
            execute(connection, "INSERT INTO written VALUES (1)");
            assertThatThrownBy(() -> execute(connection, "INSERT INTO written VALUES (2)"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(written()).isEqualTo(2);
    }

    @Test
    void a_momentary_break_lets_the_next_connection_through_and_a_lasting_one_does_not() throws SQLException {
        try (Connection connection = through()) {
            wire.breakAt(1, Moment.BEFORE, Outage.MOMENTARY);
            assertThatThrownBy(() -> execute(connection, "SELECT 1")).isInstanceOf(SQLException.class);
        }
        try (Connection connection = through()) {
            wire.breakAt(1, Moment.BEFORE, Outage.LASTING);
            assertThatThrownBy(() -> execute(connection, "SELECT 1")).isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(this::through).isInstanceOf(SQLException.class);

        wire.mend();
        try (Connection connection = through()) {
            execute(connection, "INSERT INTO written VALUES (1)");
        }
        assertThat(written()).isEqualTo(1);
    }
}
