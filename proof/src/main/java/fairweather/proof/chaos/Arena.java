package fairweather.proof.chaos;

import fairweather.deploy.DatabaseRoute;
import fairweather.deploy.Demonstration;
import fairweather.deploy.DemonstrationOptions;
import fairweather.deploy.Service;
import fairweather.deploy.api.RunView;
import fairweather.deploy.process.Deadline;
import fairweather.deploy.process.Stop;
import fairweather.deploy.process.SupervisedProcess;
import fairweather.deploy.process.Teardown;
import fairweather.postgres.EmbeddedPostgres;
import fairweather.postgres.FairweatherDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One demonstration to strike at: a real PostgreSQL, the three services and the simulated miners as processes, a proxy
 * on each service's way to the database, and a history of all jobs. It ends with {@link #close()}.
 */
public final class Arena implements AutoCloseable {
    private static final Duration GLANCE = Duration.ofMillis(5);
    private static final Duration LOOK = Duration.ofMillis(50);
    /** What a statement that was under way gets to end in, once its client stands still. */
    private static final Duration SETTLED = Duration.ofMillis(200);

    private static final Duration WORK_LIMIT = Duration.ofSeconds(90);
    /** After this the answer to a claim has been read. */
    private static final Duration READ = Duration.ofMillis(50);

    private static final int LATEST_STRIKE_MILLIS = 700;

    private static final String HELD = """
            SELECT id, lease_token, claimed_by, heartbeat_at < ? FROM validator_jobs
            WHERE status = 'in_progress' AND claimed_by LIKE ? ORDER BY id
            """;

    /** A miner's job: what belongs to the run itself is over before there is much to lose. */
    private static final String AT_WORK = """
            SELECT count(*) FROM validator_jobs
            WHERE status = 'in_progress' AND claimed_by LIKE ? AND miner_uid IS NOT NULL AND heartbeat_at < ?
            """;

    private static final String HOLDS =
            "SELECT count(*) FROM validator_jobs WHERE id = ? AND lease_token = ? AND status = 'in_progress'";

    private static final String ENDED = "SELECT count(*) FROM weather_forecast_runs WHERE completion_time IS NULL";

    private final Stop stop;
    private final Clock clock;
    private final RandomGenerator random;
    private final DemonstrationOptions options;
    private final Teardown teardown;
    private final Map<Service, TcpProxy> proxies = new EnumMap<>(Service.class);
    private Demonstration demonstration;
    private Console console;
    private JobHistory history;

    private Arena(DemonstrationOptions options, RandomGenerator random, Stop stop, Clock clock, Consumer<String> told) {
        this.options = options;
        this.random = random;
        this.stop = stop;
        this.clock = clock;
        this.teardown = new Teardown(told);
    }

    /** @param random chooses the moments at which faults strike */
    public static Arena open(
            DemonstrationOptions options, RandomGenerator random, Stop stop, Clock clock, Consumer<String> told)
            throws SQLException {
        Arena arena = new Arena(options, random, stop, clock, told);
        try {
            DatabaseRoute route = arena::through;
            arena.demonstration =
                    arena.teardown.add(Demonstration.prepare(options, stop, clock, told, line -> {}, route));
            arena.console = arena.teardown.add(arena.newConsole());
            arena.history = new JobHistory(arena.console);
            arena.history.keep();
            return arena;
        } catch (SQLException | RuntimeException failed) {
            arena.close();
            throw failed;
        }
    }

    private FairweatherDatabase through(Service service, FairweatherDatabase database) throws IOException {
        TcpProxy proxy = proxies.get(service);
        if (proxy == null) {
            proxy = teardown.add(TcpProxy.to(database.port()));
            proxies.put(service, proxy);
        }
        return database.at(proxy.port());
    }

    private Console newConsole() {
        return new Console(demonstration.postgres(), demonstration.database().name());
    }

    void openRun() {
        demonstration.openRun();
    }

    RunView awaitEnd() {
        return demonstration.awaitEnd(options.limit());
    }

    public Demonstration demonstration() {
        return demonstration;
    }

    public SupervisedProcess process(Service service) {
        return demonstration.process(service);
    }

    public TcpProxy proxy(Service service) {
        return proxies.get(service);
    }

    public EmbeddedPostgres postgres() {
        return demonstration.postgres();
    }

    Console console() {
        return console;
    }

    public JobHistory history() {
        return history;
    }

    public Instant now() {
        return clock.instant();
    }

    public Duration since(Instant moment) {
        return Duration.between(moment, now());
    }

    /** Runs a statement as the superuser. */
    public void execute(String sql) throws SQLException {
        console.execute(sql);
    }

    public long count(String sql, Object... values) throws SQLException {
        return console.number(sql, values);
    }

    public String text(String sql) throws SQLException {
        return console.query(sql, row -> row.getString(1)).getFirst();
    }

    /** A transaction of its own, as the superuser and past the proxies; to be ended by the caller. */
    public Connection transaction() throws SQLException {
        return console.another();
    }

    /** The database was gone: what is asked next is asked on a new connection. */
    public void reconnect() throws SQLException {
        console.close();
    }

    public void pause(Duration duration) {
        stop.pause(duration);
    }

    /** Something that may not hold yet. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws SQLException;
    }

    /** Whether it holds before the limit has passed. */
    public boolean await(Duration limit, Condition condition) throws SQLException {
        Deadline deadline = Deadline.in(limit);
        while (!condition.holds()) {
            if (deadline.passed()) {
                return false;
            }
            stop.pause(LOOK);
        }
        return true;
    }

    /** The leases that a service's processes hold. */
    public List<Held> held(Service service) throws SQLException {
        return held(service, now());
    }

    private List<Held> held(Service service, Instant known) throws SQLException {
        return console.query(
                HELD,
                row -> new Held(row.getLong(1), row.getLong(2), row.getString(3), row.getBoolean(4)),
                known.atOffset(ZoneOffset.UTC),
                workers(service));
    }

    /** Whether one of the service's processes is at a miner's job that it knew of at a moment. */
    private boolean atWork(Service service, Instant known) throws SQLException {
        return console.number(AT_WORK, workers(service), known.atOffset(ZoneOffset.UTC)) > 0;
    }

    /** Whether a lease is the latest of its job, which is at work. */
    public boolean holds(Held lease) throws SQLException {
        return console.number(HOLDS, lease.jobId(), lease.token()) > 0;
    }

    /** The names of a service's workers, as a pattern. */
    private static String workers(Service service) {
        return service.word() + "-%";
    }

    public boolean ended() throws SQLException {
        return console.number(ENDED) == 0;
    }

    /** Waits until a service has a miner's job in hand, and for a moment that the seed chooses. */
    public void awaitWork(Service service) throws SQLException {
        Deadline deadline = Deadline.in(WORK_LIMIT);
        while (!atWork(service, now())) {
            refuseEnd(deadline);
            stop.pause(GLANCE);
        }
        stop.pause(Duration.ofMillis(random.nextInt(LATEST_STRIKE_MILLIS)));
    }

    /** Stops a process ({@code SIGSTOP}) at a moment at which it holds leases; these. */
    public List<Held> catchAtWork(Service service) throws SQLException {
        awaitWork(service);
        Deadline deadline = Deadline.in(WORK_LIMIT);
        while (true) {
            Instant known = now().minus(READ);
            if (atWork(service, known)) {
                process(service).signal("STOP");
                stop.pause(SETTLED);
                if (atWork(service, known)) {
                    return held(service, known);
                }
                process(service).signal("CONT");
            }
            refuseEnd(deadline);
            stop.pause(GLANCE);
        }
    }

    private void refuseEnd(Deadline deadline) throws SQLException {
        if (deadline.passed() || ended()) {
            throw new Missed("no work was in flight that the fault could strike");
        }
    }

    /** The leases among these whose jobs have been claimed again. */
    public List<Held> goneOn(List<Held> leases) throws SQLException {
        List<JobEvent> events = history.events();
        return leases.stream()
                .filter(lease -> events.stream().anyMatch(event -> wentOn(lease, event)))
                .toList();
    }

    private static boolean wentOn(Held lease, JobEvent event) {
        return event.jobId() == lease.jobId() && event.token() > lease.token() && event.claims();
    }

    /** When the last of these leases' jobs was claimed again; empty if not within the limit. */
    public Optional<Instant> awaitGoneOn(List<Held> leases, Duration limit) throws SQLException {
        if (!await(limit, () -> goneOn(leases).size() == leases.size())) {
            return Optional.empty();
        }
        List<JobEvent> events = history.events();
        List<Instant> times = new ArrayList<>();
        for (Held lease : leases) {
            events.stream().filter(event -> wentOn(lease, event)).findFirst().ifPresent(event -> times.add(event.at()));
        }
        return times.stream().max(Instant::compareTo);
    }

    /**
     * Stops another process of a service ({@code SIGSTOP}) while it holds a job that the first one held before; the new
     * lease.
     *
     * @throws Missed if it was never met at one within the limit
     */
    public Held catchSuccessor(List<Held> before, SupervisedProcess successor, Duration limit) throws SQLException {
        Handover handover = new Handover(console, () -> stop.pause(SETTLED));
        Deadline deadline = Deadline.in(limit);
        while (!deadline.passed()) {
            Optional<Held> next = handover.stop(before, successor);
            if (next.isPresent()) {
                return next.get();
            }
            stop.pause(GLANCE);
        }
        throw new Missed("the other one was not met at a job of the first within " + limit.toSeconds() + " s");
    }

    /**
     * How long after a moment a service itself claimed a job or ended one; the limit if it did not.
     *
     * @throws Missed if the run ended without it: there was nothing left that would show it
     */
    public Duration untilNextWork(Service service, Instant moment, Duration limit) throws SQLException {
        return until(moment, limit, service, () -> history.workAfter(moment, workers(service)));
    }

    /**
     * How long after a moment a service completed a miner's job that it had begun after it; the limit if it did not.
     *
     * @throws Missed if the run ended without it
     */
    public Duration untilWholeWork(Service service, Instant moment, Duration limit) throws SQLException {
        return until(moment, limit, service, () -> history.wholeWorkAfter(moment, workers(service)));
    }

    @FunctionalInterface
    private interface Sighting {
        Optional<Instant> seen() throws SQLException;
    }

    private Duration until(Instant moment, Duration limit, Service service, Sighting sighting) throws SQLException {
        await(limit, () -> sighting.seen().isPresent() || ended());
        Optional<Instant> seen = sighting.seen();
        if (seen.isEmpty() && ended()) {
            throw new Missed("the run ended before the " + service.module() + " had work again");
        }
        return seen.map(when -> Duration.between(moment, when)).orElse(limit);
    }

    /** The longest time since a moment in which nobody claimed or ended a job. */
    public Duration longestStandstill(Instant since) throws SQLException {
        return history.longestStandstill(since, now());
    }

    /** Whether a service's process has written such a line. */
    public boolean logged(Service service, Pattern words) {
        Path log = demonstration.directory().resolve("logs").resolve(service.module() + ".log");
        try (Stream<String> lines = Files.lines(log)) {
            return lines.anyMatch(words.asPredicate());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        teardown.close();
    }
}
