package fairweather.proof.chaos.fault;

import fairweather.deploy.Service;
import fairweather.deploy.api.Probe;
import fairweather.proof.chaos.Arena;
import fairweather.proof.chaos.Fault;
import fairweather.proof.chaos.Missed;
import fairweather.proof.chaos.Recovery;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Every connection of a service's pool waits for a lock: callers ask whether the service is ready, and the table that
 * says so is locked. Its work, which does not touch that table, finds no connection.
 */
public record ExhaustedPool(Service service) implements Fault {
    /** Longer than a connection is waited for. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String LOCK = "LOCK TABLE flyway_schema_history IN ACCESS EXCLUSIVE MODE";

    /** The sessions that wait, if all of the service do but the one that listens, which belongs to no pool. */
    private static final String ALL_WAIT = """
            SELECT CASE WHEN waiting > 0 AND waiting >= sessions - 1 THEN waiting ELSE 0 END
            FROM (SELECT count(*) AS sessions, count(*) FILTER (WHERE wait_event_type = 'Lock') AS waiting
                  FROM pg_stat_activity WHERE client_port IN (%s)) AS service
            """;

    /** What its work is told that has waited for a connection in vain. */
    private static final Pattern NO_CONNECTION = Pattern.compile("cannot (claim|renew the leases): .*: Timeout");

    @Override
    public String name() {
        return "pool-exhaustion";
    }

    @Override
    public String sentence() {
        return "every connection in the pool of the " + service.module()
                + " waits for a lock until its work gives up waiting for one";
    }

    @Override
    public Recovery strike(Arena arena) throws SQLException {
        arena.awaitWork(service);
        AtomicLong taken = new AtomicLong();
        boolean told;
        Instant locked = arena.now();
        try (Connection lock = arena.transaction();
                Statement statement = lock.createStatement();
                Callers callers = new Callers(arena.demonstration().address(service))) {
            statement.execute(LOCK);
            callers.ask();
            told = arena.await(LIMIT, () -> {
                taken.accumulateAndGet(waiting(arena), Math::max);
                return taken.get() > 0 && arena.logged(service, NO_CONNECTION);
            });
            lock.rollback();
        }
        Instant released = arena.now();
        if (taken.get() == 0) {
            throw new Missed("the pool was never full");
        }
        return new Recovery(
                "all " + taken + " connections of the " + service.module() + "'s pool waited for a lock for "
                        + Duration.between(locked, released).toSeconds() + " s",
                arena.untilNextWork(service, released, Targets.PATIENCE),
                Targets.WORKING_AGAIN,
                told ? List.of() : List.of("its work was not told that no connection is to be had"));
    }

    /** They ask whether a service is ready, again and again, until they are closed. */
    private static final class Callers implements AutoCloseable {
        private static final int MANY = 24;

        private final URI service;
        private volatile boolean over;

        Callers(URI service) {
            this.service = service;
        }

        void ask() {
            for (int i = 0; i < MANY; i++) {
                Thread.ofVirtual().start(() -> {
                    try (Probe probe = new Probe(service)) {
                        while (!over) {
                            probe.ready();
                        }
                    }
                });
            }
        }

        @Override
        public void close() {
            over = true;
        }
    }

    /** How many connections the service has, if all of them wait; 0 if not. */
    private long waiting(Arena arena) throws SQLException {
        String ports =
                arena.proxy(service).passing().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return ports.isEmpty() ? 0 : arena.count(ALL_WAIT.formatted(ports));
    }
}
