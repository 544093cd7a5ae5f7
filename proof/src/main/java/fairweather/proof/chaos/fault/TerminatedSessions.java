package fairweather.proof.chaos.fault;

import fairweather.deploy.Service;
import fairweather.postgres.FairweatherDatabase;
import fairweather.proof.chaos.Arena;
import fairweather.proof.chaos.Fault;
import fairweather.proof.chaos.Missed;
import fairweather.proof.chaos.Recovery;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** All sessions of the services are ended by the server, again and again. */
public final class TerminatedSessions implements Fault {
    private static final String TERMINATE =
            "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = '"
                    + FairweatherDatabase.APPLICATION + "'";

    private static final int TIMES = 10;
    private static final Duration BETWEEN = Duration.ofMillis(500);

    @Override
    public String name() {
        return "terminate-sessions";
    }

    @Override
    public String sentence() {
        return "all database sessions of the services are terminated, every half second for 5 s";
    }

    @Override
    public Recovery strike(Arena arena) throws SQLException {
        arena.awaitWork(Service.SCORING);
        long terminated = 0;
        for (int i = 0; i < TIMES; i++) {
            terminated += arena.count(TERMINATE);
            arena.pause(BETWEEN);
        }
        if (terminated == 0) {
            throw new Missed("there was no session to terminate");
        }
        Instant last = arena.now();
        return new Recovery(
                terminated + " sessions terminated within 5 s",
                arena.untilNextWork(Service.SCORING, last, Targets.PATIENCE),
                Targets.WORKING_AGAIN,
                List.of());
    }
}
