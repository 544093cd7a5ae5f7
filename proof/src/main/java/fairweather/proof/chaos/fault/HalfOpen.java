package fairweather.proof.chaos.fault;

import fairweather.deploy.Service;
import fairweather.proof.chaos.Arena;
import fairweather.proof.chaos.Fault;
import fairweather.proof.chaos.Missed;
import fairweather.proof.chaos.Recovery;
import fairweather.proof.chaos.TcpProxy;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** A service's connections to the database stay open and pass nothing more; new ones pass. */
public record HalfOpen(Service service) implements Fault {
    private static final String LISTENS = """
            SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%%' AND client_port IN (%s)
            """;

    private static final String WHOSE = """
            SELECT coalesce(string_agg(usename || ', last: ' || left(query, 60), '; '), 'ended by the server')
            FROM pg_stat_activity WHERE client_port IN (%s)
            """;

    @Override
    public String name() {
        return "half-open-" + service.word();
    }

    @Override
    public String sentence() {
        return "the " + service.module()
                + "'s connections to the database go mute without being closed; none is waited for beyond 120 s";
    }

    @Override
    public Recovery strike(Arena arena) throws SQLException {
        arena.awaitWork(service == Service.GATEWAY ? Service.SCORING : service);
        TcpProxy proxy = arena.proxy(service);
        Instant mute = arena.now();
        int muted = proxy.mute();
        if (muted == 0) {
            throw new Missed("there was no connection that could go mute");
        }
        AtomicBoolean listens = new AtomicBoolean(service == Service.GATEWAY);
        boolean done = arena.await(Targets.SILENCE.plus(Targets.PATIENCE), () -> {
            listens.compareAndSet(false, listens(arena, proxy));
            return proxy.believed().isEmpty();
        });
        Duration took = arena.since(mute);
        List<String> problems = new ArrayList<>();
        if (!done) {
            List<Integer> believed = proxy.believed();
            problems.add(believed.size() + " mute connections are still held on to ("
                    + arena.text(WHOSE.formatted(list(believed))) + ")");
        }
        if (!listens.get()) {
            problems.add("it does not listen for notifications again");
        }
        return new Recovery(muted + " connections went mute", took, Targets.SILENCE, problems);
    }

    /** What a listening session asked last is seen until its first ping, ten seconds later. */
    private static boolean listens(Arena arena, TcpProxy proxy) throws SQLException {
        List<Integer> passing = proxy.passing();
        return !passing.isEmpty() && arena.count(LISTENS.formatted(list(passing))) > 0;
    }

    private static String list(List<Integer> ports) {
        return ports.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
