package fairweather.proof.chaos.fault;

import fairweather.deploy.Service;
import fairweather.proof.chaos.Arena;
import fairweather.proof.chaos.Fault;
import fairweather.proof.chaos.Recovery;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A snapshot from before the run is held open until its end: no dead row can be removed. */
public final class OldSnapshot implements Fault {
    private static final Duration RUN_LIMIT = Duration.ofSeconds(120);

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
        try (Statement statement = reader.createStatement()) {
            statement.execute("SELECT count(*) FROM validator_jobs");
        }
    }

    @Override
    public Recovery strike(Arena arena) throws SQLException {
        try (Connection held = reader) {
            arena.awaitWork(Service.SCORING);
            Instant moment = arena.now();
            Duration work = arena.untilNextWork(moment, Targets.PATIENCE);
            boolean ended = arena.await(RUN_LIMIT, arena::ended);
            held.rollback();
            return new Recovery(
                    "a snapshot of before the run was held until its end",
                    work,
                    Targets.WORKING_AGAIN,
                    ended ? List.of() : List.of("the run did not end while the snapshot was held"));
        }
    }
}
