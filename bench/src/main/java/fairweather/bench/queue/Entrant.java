package fairweather.bench.queue;

import java.io.IOException;
import java.sql.SQLException;

/** Who takes part. */
enum Entrant {
    FAIRWEATHER("fairweather"),
    FAIRWEATHER_UNBATCHED("fairweather unbatched"),
    DB_SCHEDULER("db-scheduler"),
    JOBRUNR("jobrunr"),
    PGBENCH("pgbench");

    private final String words;

    Entrant(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    Contestant on(DurableServer server) throws SQLException, IOException {
        return switch (this) {
            case FAIRWEATHER -> FairweatherQueue.batched(server);
            case FAIRWEATHER_UNBATCHED -> FairweatherQueue.unbatched(server);
            case DB_SCHEDULER -> new DbSchedulerQueue(server);
            case JOBRUNR -> new JobRunrQueue(server);
            case PGBENCH -> new PgbenchLimit(server);
        };
    }
}
