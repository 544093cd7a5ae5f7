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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Somebody locks rows and then does nothing. */
public final class IdleTransaction implements Fault {
    private static final Duration HELD = Duration.ofSeconds(20);

    private static final Duration LOCK_LIMIT = Duration.ofSeconds(30);

    /** What is locked, and how many rows it has to be. */
    private static final Map<String, Integer> LOCKS = Map.of(
            "SELECT id FROM validator_jobs WHERE status IN ('pending', 'retry_scheduled') ORDER BY id DESC LIMIT 2"
                    + " FOR UPDATE SKIP LOCKED",
            2,
            "SELECT id FROM outcomes ORDER BY id LIMIT 5 FOR UPDATE SKIP LOCKED",
            5,
            "SELECT id FROM weather_forecast_runs FOR NO KEY UPDATE",
            1);

    private static final String WORK_MEANWHILE = "SELECT count(*) FROM chaos.work WHERE at > ?";

    @Override
    public String name() {
        return "idle-transaction";
    }

    @Override
    public String sentence() {
        return "the run's row, two jobs and some outcomes are locked by an idle transaction for 20 s; the rest goes on";
    }

    @Override
    public Recovery strike(Arena arena) throws SQLException {
        arena.awaitWork(Service.SCORING);
        long meanwhile;
        try (Connection idle = arena.transaction()) {
            if (!arena.await(LOCK_LIMIT, () -> lock(idle))) {
                throw new Missed("the rows that were to be locked were not there");
            }
            Instant locked = arena.now();
            arena.pause(HELD);
            meanwhile = arena.count(WORK_MEANWHILE, locked.atOffset(ZoneOffset.UTC));
            idle.rollback();
        }
        Instant released = arena.now();
        return new Recovery(
                "rows locked for 20 s; " + meanwhile + " claims and ends of other jobs meanwhile",
                arena.untilNextWork(Service.SCORING, released, Targets.PATIENCE),
                Targets.WORKING_AGAIN,
                meanwhile > 0 ? List.of() : List.of("nothing else went on while the rows were locked"));
    }

    /** Locks all of the rows or none. */
    private static boolean lock(Connection idle) throws SQLException {
        try (Statement statement = idle.createStatement()) {
            for (Map.Entry<String, Integer> lock : LOCKS.entrySet()) {
                int locked = 0;
                try (ResultSet rows = statement.executeQuery(lock.getKey())) {
                    while (rows.next()) {
                        locked++;
                    }
                }
                if (locked < lock.getValue()) {
                    idle.rollback();
                    return false;
                }
            }
        }
        return true;
    }
}
