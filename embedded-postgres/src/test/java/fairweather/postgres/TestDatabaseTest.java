package fairweather.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {

    @Test
    void the_owner_defines_and_the_application_reads_and_writes() throws Exception {
        FairweatherDatabase database = TestDatabase.shared().freshDatabase();
        try (Connection owner = database.connectAsOwner();
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE TABLE run (id bigint GENERATED ALWAYS AS IDENTITY, series text)");
        }
        try (Connection application = database.connectAsApp();
                Statement statement = application.createStatement()) {
            statement.execute("INSERT INTO run (series) VALUES ('daily')");
            statement.execute("UPDATE run SET series = 'demo'");
            try (ResultSet rows = statement.executeQuery("SELECT series FROM run")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("demo");
            }
            assertThatThrownBy(() -> statement.execute("CREATE TABLE other (id int)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("ALTER TABLE run ADD COLUMN more int"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("must be owner");
        }
    }

    @Test
    void each_fresh_database_is_empty_and_the_server_is_shared() throws Exception {
        FairweatherDatabase first = TestDatabase.shared().freshDatabase();
        FairweatherDatabase second = TestDatabase.shared().freshDatabase();
        assertThat(first.port()).isEqualTo(second.port());
        assertThat(first.name()).isNotEqualTo(second.name());
        assertThat(first.reactiveUrl()).isEqualTo("postgresql://127.0.0.1:" + first.port() + "/" + first.name());
        assertThat(first.jdbcUrl()).isEqualTo("jdbc:" + first.reactiveUrl());
        try (Connection owner = first.connectAsOwner();
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE TABLE only_here (id int)");
        }
        try (Connection owner = second.connectAsOwner();
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery("SELECT to_regclass('only_here')")) {
            rows.next();
            assertThat(rows.getString(1)).isNull();
        }
    }
}
