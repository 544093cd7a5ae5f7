package fairweather.proof.chaos.fault;

import fairweather.deploy.Service;
import fairweather.proof.chaos.Arena;
import fairweather.proof.chaos.Fault;
import fairweather.proof.chaos.Missed;
import fairweather.proof.chaos.Recovery;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A snapshot from before the run is held open until its end: no dead row can be removed. Nothing stops, so that nothing
 * recovers; what is measured is the longest time in which nobody claimed or ended a job meanwhile.
 */
public final class OldSnapshot implements Fault {
    private static final Duration RUN_LIMIT = Duration.ofSeconds(120);

    private static final String JOBS = "SELECT count(*) FROM validator_jobs";

    private Connection reader;

    @Override
    public String name() {
        return "old-snapshot";
    }

    @Override
    public String sentence() {
        return "a snapshot from before the run is held open until the run has ended";
    }

    @Override
    public void prepare(Arena arena) throws SQLException {
        reader = arena.transaction();
        reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        jobs(reader);
    }

    /** How many jobs there are in the snapshot. */
    private static long jobs(Connection reader) throws SQLException {
        try (Statement statement = reader.createStatement();
                ResultSet row = statement.executeQuery(JOBS)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public Recovery strike(Arena arena) throws SQLException {
        try (Connection held = reader) {
            arena.awaitWork(Service.SCORING);
            Instant moment = arena.now();
            boolean ended = arena.await(RUN_LIMIT, arena::ended);
            Duration standstill = arena.longestStandstill(moment);
            if (jobs(held) > 0 || arena.count(JOBS) == 0) {
                throw new Missed("the snapshot was not that of before the run");
            }
            held.rollback();
            return new Recovery(
                    "a snapshot of before the run was held until its end; the longest standstill",
                    standstill,
                    Targets.WORKING_AGAIN,
                    ended ? List.of() : List.of("the run did not end while the snapshot was held"));
        }
    }
}
