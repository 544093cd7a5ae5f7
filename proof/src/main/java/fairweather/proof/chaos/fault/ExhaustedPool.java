package fairweather.proof.chaos.fault;

import fairweather.deploy.Service;
import fairweather.postgres.FairweatherDatabase;
import fairweather.proof.chaos.Arena;
import fairweather.proof.chaos.Fault;
import fairweather.proof.chaos.Recovery;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** No connection is to be had for a while: the server refuses each with "too many connections". */
public final class ExhaustedPool implements Fault {
    private static final Duration EXHAUSTED = Duration.ofSeconds(20);
    private static final String LIMIT = "ALTER ROLE " + FairweatherDatabase.APPLICATION + " CONNECTION LIMIT ";

    @Override
    public String name() {
        return "pool-exhaustion";
    }

    @Override
    public String sentence() {
        return "all connections that the services may have are taken for 20 s";
    }

    @Override
    public Recovery strike(Arena arena) throws SQLException {
        arena.awaitWork(Service.SCORING);
        arena.execute(LIMIT + "0");
        try {
            arena.count(TerminatedSessions.TERMINATE);
            arena.pause(EXHAUSTED);
        } finally {
            arena.execute(LIMIT + "-1");
        }
        Instant released = arena.now();
        return new Recovery(
                "no connection was to be had for 20 s",
                arena.untilNextWork(released, Targets.PATIENCE),
                Targets.WORKING_AGAIN,
                List.of());
    }
}
