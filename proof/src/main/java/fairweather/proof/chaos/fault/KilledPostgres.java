package fairweather.proof.chaos.fault;

import fairweather.deploy.Service;
import fairweather.proof.chaos.Arena;
import fairweather.proof.chaos.Fault;
import fairweather.proof.chaos.Recovery;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** kill -9 of PostgreSQL itself, which is started again on the same data and port. */
public final class KilledPostgres implements Fault {
    @Override
    public String name() {
        return "kill9-postgres";
    }

    @Override
    public String sentence() {
        return "kill -9 of PostgreSQL, started again at once; the services work again within 15 s of its being ready";
    }

    @Override
    public Recovery strike(Arena arena) throws IOException, SQLException {
        arena.awaitWork(Service.SCORING);
        Instant killed = arena.now();
        arena.postgres().killNine();
        arena.postgres().restart();
        Instant ready = arena.now();
        arena.reconnect();
        return new Recovery(
                "killed and ready again after "
                        + java.time.Duration.between(killed, ready).toMillis() + " ms",
                arena.untilNextWork(Service.SCORING, ready, Targets.PATIENCE),
                Targets.WORKING_AGAIN,
                List.of());
    }
}
