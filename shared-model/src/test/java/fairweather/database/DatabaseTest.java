package fairweather.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static MigratedDatabase database;

    @BeforeAll
    static void open() {
        database = MigratedDatabase.create(1);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void a_connection_that_comes_after_its_transaction_gave_up_goes_back_to_the_pool() {
        SqlConnection only = database.pool().getConnection().await().atMost(Duration.ofSeconds(5));
        Database impatient = new Database(database.pool(), SHORT);

        assertThatThrownBy(() -> impatient.transaction(tx -> tx.query("SELECT 1")))
                .isInstanceOf(DatabaseSilent.class);
        only.close().await().atMost(Duration.ofSeconds(5));

        List<Row> rows = new Database(database.pool()).transaction(tx -> tx.query("SELECT 1"));
        assertThat(rows).hasSize(1);
    }

    @Test
    void a_transaction_that_gave_up_its_connection_has_met_trouble_that_passes() {
        assertThat(DatabaseTrouble.passes(new DatabaseSilent(SHORT, null))).isTrue();
        assertThat(DatabaseTrouble.passes(new IllegalStateException("it was", new DatabaseSilent(SHORT, null))))
                .isTrue();
    }

    @Test
    void a_transaction_that_throws_leaves_nothing() {
        Database plain = new Database(database.pool());

        assertThatThrownBy(() -> plain.transaction(tx -> {
                    tx.update(
                            "INSERT INTO validator_job_logs (level, source, message) VALUES ('INFO', 'test', 'gone')");
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(plain.query("SELECT FROM validator_job_logs WHERE message = 'gone'"))
                .isEmpty();
    }
}
