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
import java.time.ZoneOffset;
import java.util.List;

/** Somebody locks rows and then does nothing. */
public final class IdleTransaction implements Fault {
    private static final Duration HELD = Duration.ofSeconds(20);

    private static final List<String> LOCKS = List.of(
            "SELECT id FROM validator_jobs WHERE status IN ('pending', 'retry_scheduled') ORDER BY id DESC LIMIT 2"
                    + " FOR UPDATE SKIP LOCKED",
            "SELECT id FROM outcomes ORDER BY id LIMIT 5 FOR UPDATE SKIP LOCKED",
            "SELECT id FROM weather_forecast_runs FOR NO KEY UPDATE");

    private static final String WORK_MEANWHILE = """
            SELECT count(*) FROM chaos.job_events
            WHERE at > ? AND (to_status = 'in_progress' OR from_status = 'in_progress')
            """;

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
        try (Connection idle = arena.transaction();
                Statement statement = idle.createStatement()) {
            for (String lock : LOCKS) {
                statement.execute(lock);
            }
            Instant locked = arena.now();
            arena.pause(HELD);
            meanwhile = arena.count(WORK_MEANWHILE, locked.atOffset(ZoneOffset.UTC));
            idle.rollback();
        }
        Instant released = arena.now();
        return new Recovery(
                "rows locked for 20 s; " + meanwhile + " claims and ends of other jobs meanwhile",
                arena.untilNextWork(released, Targets.PATIENCE),
                Targets.WORKING_AGAIN,
                meanwhile > 0 ? List.of() : List.of("nothing else went on while the rows were locked"));
    }
}
