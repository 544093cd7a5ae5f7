package fairweather.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private final MigratedDatabase database = MigratedDatabase.create();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @Tag("P-39")
    void no_row_of_the_past_hangs_on_the_slot_of_a_miner() {
        assertThat(database.first(
                        "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND confrelid = 'node_table'::regclass",
                        Long.class))
                .as("tables that a deleted slot would take with it")
                .isZero();

        database.asOwner("INSERT INTO node_table (uid, hotkey) VALUES (7, 'key')");
        database.newResponse(database.newRun(false), 7);
        database.asOwner("DELETE FROM node_table");
        assertThat(database.first("SELECT count(*) FROM weather_miner_responses", Long.class))
                .isEqualTo(1);
    }
}
