package fairweather.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.database.MigratedDatabase;
import fairweather.job.JobQueueContract;
import fairweather.job.JobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole contract once more in sessions whose clock on the wall is 5:30 h ahead of UTC. */
class SessionTimeZoneTest extends JobQueueContract {
    private static MigratedDatabase database;
    private static JobStore store;

    @BeforeAll
    static void createDatabase() {
        database = MigratedDatabase.create();
        database.asOwner("ALTER DATABASE " + database.where().name() + " SET timezone TO 'Asia/Kolkata'");
        store = new PostgresStore(database);
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.empty();
        database.asOwner("DELETE FROM node_table");
    }

    @Override
    public JobStore store() {
        return store;
    }

    @Test
    @Tag("P-50")
    void every_promise_of_the_queue_holds_in_kolkata() {
        String zone = JobStore.await(database.pool().query("SHOW timezone").execute())
                .iterator()
                .next()
                .getString(0);
        assertThat(zone).as("where the inherited tests run").isEqualTo("Asia/Kolkata");
    }
}
