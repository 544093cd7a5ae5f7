package fairweather.job;

import fairweather.database.MigratedDatabase;
import fairweather.job.postgres.PostgresStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The queue in PostgreSQL: one database for the tests of a class, empty before each. */
public abstract class QueueOnPostgres {
    protected static MigratedDatabase database;
    protected static PostgresStore store;

    @BeforeAll
    protected static void createDatabase() {
        database = MigratedDatabase.create();
        store = new PostgresStore(database);
    }

    @AfterAll
    protected static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    protected void empty() {
        database.empty();
        database.asOwner("DELETE FROM node_table");
    }
}
