package fairweather.deploy;

import com.fasterxml.jackson.core.type.TypeReference;
import fairweather.deploy.api.AdminApi;
import fairweather.deploy.api.Board;
import fairweather.deploy.api.Json;
import fairweather.deploy.api.Miner;
import fairweather.deploy.api.Pair;
import fairweather.deploy.api.Probe;
import fairweather.deploy.api.RunView;
import fairweather.deploy.process.Deadline;
import fairweather.deploy.process.Stop;
import fairweather.deploy.process.SupervisedProcess;
import fairweather.deploy.process.Teardown;
import fairweather.postgres.EmbeddedPostgres;
import fairweather.postgres.FairweatherDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The whole system on one machine: an embedded PostgreSQL, the three services and the simulator as processes, and a
 * run of the series {@code demo}. {@link #close()} stops all of it and removes what is temporary; if this JVM is
 * killed instead, the processes end by themselves.
 */
public final class Demonstration implements AutoCloseable {
    public static final String SERIES = "demo";
    public static final String CYCLE = "2018-10-06T18:00:00Z";
    private static final String ACTOR = "demo";
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final DemonstrationOptions options;
    private final Stop stop;
    private final Consumer<String> announcements;
    private final Teardown teardown;
    private final List<Kill> pendingKills;
    private Workspace workspace;
    private EmbeddedPostgres postgres;
    private FairweatherDatabase database;
    private ServiceFleet services;
    private Recipes recipes;
    private String internalToken;
    private SupervisedProcess simulator;
    private AdminApi api;
    private List<Miner> miners = List.of();
    private volatile Long runId;

    private Demonstration(DemonstrationOptions options, Stop stop, Consumer<String> announcements) {
        this.options = options;
        this.stop = stop;
        this.announcements = announcements;
        this.teardown = new Teardown(announcements);
        this.pendingKills = new ArrayList<>(options.kills());
    }

    /** Starts everything and opens the run; what happens meanwhile is not told to anybody. */
    public static Demonstration start(DemonstrationOptions options) {
        return start(options, new Stop(), Clock.systemUTC(), sentence -> {}, line -> {});
    }

    /**
     * Starts everything and opens the run. On failure nothing remains.
     *
     * @param stop ends every wait of the demonstration with {@link Stop.Requested}
     * @param announcements gets a sentence when something noteworthy happens, from any thread
     * @param logMirror gets every line that the services and the simulator write
     * @throws DemonstrationFailed if something does not start
     */
    static Demonstration start(
            DemonstrationOptions options,
            Stop stop,
            Clock clock,
            Consumer<String> announcements,
            Consumer<String> logMirror) {
        Demonstration demonstration = prepare(options, stop, clock, announcements, logMirror, DatabaseRoute.STRAIGHT);
        try {
            demonstration.openRun();
            return demonstration;
        } catch (RuntimeException failed) {
            demonstration.close();
            throw failed;
        }
    }

    /**
     * Starts everything and opens no run yet. On failure nothing remains.
     *
     * @param stop ends every wait of the demonstration with {@link Stop.Requested}
     * @param announcements gets a sentence when something noteworthy happens, from any thread
     * @param logMirror gets every line that the services and the simulator write
     * @param route how each service reaches the database
     * @throws DemonstrationFailed if something does not start
     */
    public static Demonstration prepare(
            DemonstrationOptions options,
            Stop stop,
            Clock clock,
            Consumer<String> announcements,
            Consumer<String> logMirror,
            DatabaseRoute route) {
        Demonstration demonstration = new Demonstration(options, stop, announcements);
        try {
            demonstration.startDatabase(clock);
            demonstration.startProcesses(logMirror, route);
            return demonstration;
        } catch (IOException | SQLException failed) {
            demonstration.close();
            throw new DemonstrationFailed("the demonstration does not start", failed);
        } catch (RuntimeException failed) {
            demonstration.close();
            throw failed;
        }
    }

    private void startDatabase(Clock clock) throws IOException, SQLException {
        workspace = teardown.add(Workspace.create(options.root(), clock));
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
        if (options.portBase() != 0) {
            builder.port(options.portBase() + Service.values().length);
        }
        postgres = teardown.add(builder.start());
        String ownerPassword = secret();
        String appPassword = secret();
        FairweatherDatabase.createRoles(postgres, ownerPassword, appPassword);
        database = FairweatherDatabase.create(postgres, "fairweather", ownerPassword, appPassword);
        announcements.accept("PostgreSQL listens on port " + database.port());
    }

    private void startProcesses(Consumer<String> logMirror, DatabaseRoute route) throws IOException {
        services = teardown.add(new ServiceFleet(options, announcements, logMirror, this::writeDemoFile));
        api = teardown.add(new AdminApi(services.address(Service.ORCHESTRATOR)));
        internalToken = secret();
        recipes = new Recipes(options, workspace, database, route, services.addresses(), internalToken);
        Path fleetFile = workspace.temporary("fleet.json");
        simulator =
                teardown.add(new SupervisedProcess(recipes.simulator(fleetFile), announcements, logMirror, () -> {}));
        simulator.start();
        services.start(recipes);
        Deadline deadline = Deadline.in(START_LIMIT);
        await(deadline, "the services are not ready", services::ready);
        announcements.accept("three services are ready");
        await(deadline, "the simulator does not listen", () -> Files.exists(fleetFile));
        miners = Json.MAPPER.readValue(Files.readAllBytes(fleetFile), new TypeReference<List<Miner>>() {});
        announcements.accept(miners.size() + " miners listen");
    }

    /** Registers the miners and opens the run; once. */
    public void openRun() {
        Deadline deadline = Deadline.in(START_LIMIT);
        asking(deadline, () -> {
            api.importMiners(miners, ACTOR, "the simulator's fleet");
            return true;
        });
        runId = asking(deadline, () -> api.openRun(SERIES, CYCLE, ACTOR, "the demonstration's run"));
        writeDemoFile();
        announcements.accept("run " + runId + " is open: series " + SERIES + ", cycle " + CYCLE);
    }

    /** Waits for the end of the run; see {@link #awaitEnd(Duration, Consumer)}. */
    public RunView awaitEnd(Duration limit) {
        return awaitEnd(limit, view -> {});
    }

    /**
     * Waits until the run has ended, completed or not, and returns its last view. Services that are away for a while
     * are waited for.
     *
     * @param views gets the run as it was seen, about twice per second
     * @throws DemonstrationFailed if it has not ended within the limit, or a process was given up
     */
    public RunView awaitEnd(Duration limit, Consumer<RunView> views) {
        Deadline deadline = Deadline.in(limit);
        String last = "its state was never seen";
        for (int look = 0; !deadline.passed(); look++) {
            refuseLosses();
            try {
                RunView run = api.run(runId);
                last = "it is " + run.status();
                views.accept(run);
                if (run.ended()) {
                    measurements();
                    return run;
                }
                killWhatIsDue(run);
            } catch (AdminApi.Unavailable away) {
                last = "the orchestrator does not answer (" + away.getMessage() + ")";
            }
            if (look % 4 == 0) {
                measurements();
            }
            stop.pause(LOOK);
        }
        throw new DemonstrationFailed("the run has not ended in time: " + last + "; logs: "
                + workspace.kept().resolve("logs"));
    }

    private void killWhatIsDue(RunView run) {
        for (Kill kill : List.copyOf(pendingKills)) {
            if (kill.stage().reached(run)) {
                pendingKills.remove(kill);
                announcements.accept("kill -9 " + kill.service().module() + ", as asked for");
                kill(kill.service());
            }
        }
    }

    /** Ends a service as {@code kill -9} does; it is started again at once, on the same port. */
    public void kill(Service service) {
        process(service).kill();
    }

    public SupervisedProcess process(Service service) {
        return services.process(service);
    }

    /**
     * Starts one more process of a service beside the first and waits until it is ready; it ends with the demonstration.
     *
     * @param properties settings that it has besides, or otherwise than, the first
     */
    public SupervisedProcess startBeside(Service service, Map<String, String> properties) {
        try {
            ServiceFleet.Beside beside = services.startBeside(recipes, service, properties);
            try (Probe probe = new Probe(beside.address())) {
                await(Deadline.in(START_LIMIT), beside.process().name() + " is not ready", probe::ready);
            }
            return beside.process();
        } catch (IOException failed) {
            throw new DemonstrationFailed("there is no second " + service.module(), failed);
        }
    }

    /** Where a service listens, over all its restarts. */
    public URI address(Service service) {
        return services.address(service);
    }

    /** The state of every process so far: services first, in their order, then the simulator. */
    public List<Measurement> measurements() {
        List<Measurement> all = new ArrayList<>(services.measurements());
        all.add(new Measurement(
                simulator.name(), simulator.restarts(), simulator.peakMemoryKib(), java.util.OptionalLong.empty()));
        return all;
    }

    /** The admin API's base address. */
    public URI apiUrl() {
        return api.base();
    }

    /** The leaderboard of the run as it is now. */
    public Board board() {
        return asking(Deadline.in(ANSWER_LIMIT), () -> api.board(runId));
    }

    /** The pairs of near-duplicate forecasts that were found in the run. */
    public List<Pair> pairs() {
        return asking(Deadline.in(ANSWER_LIMIT), () -> api.pairs(runId));
    }

    /** How many rows each invariant's view has, by its name. */
    public Map<String, Long> invariantViolations() {
        return asking(Deadline.in(ANSWER_LIMIT), api::invariantViolations);
    }

    /** The server of the database; whoever stops it has to start it again. */
    public EmbeddedPostgres postgres() {
        return postgres;
    }

    public FairweatherDatabase database() {
        return database;
    }

    /** The secret that the services share. */
    public String internalToken() {
        return internalToken;
    }

    public long runId() {
        return runId;
    }

    /** The simulated fleet, with what trouble each member makes. */
    public List<Miner> miners() {
        return miners;
    }

    /** Where the logs and {@code demo.json} are. */
    public Path directory() {
        return workspace.kept();
    }

    @Override
    public void close() {
        if (services != null) {
            services.requestStop();
        }
        if (simulator != null) {
            simulator.requestStop();
        }
        teardown.close();
    }

    private interface Question<T> {
        T ask() throws AdminApi.Unavailable;
    }

    private <T> T asking(Deadline deadline, Question<T> question) {
        while (true) {
            try {
                return question.ask();
            } catch (AdminApi.Unavailable away) {
                refuseLosses();
                if (deadline.passed()) {
                    throw new DemonstrationFailed("the orchestrator does not answer", away);
                }
                stop.pause(GLANCE);
            }
        }
    }

    private void await(Deadline deadline, String otherwise, java.util.function.BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            refuseLosses();
            if (deadline.passed()) {
                throw new DemonstrationFailed(
                        otherwise + "; logs: " + workspace.kept().resolve("logs"));
            }
            stop.pause(GLANCE);
        }
    }

    /** Fails if a process is gone for good. */
    private void refuseLosses() {
        List<SupervisedProcess> all = new ArrayList<>(services.processes());
        all.add(simulator);
        for (SupervisedProcess process : all) {
            if (process.gaveUp()) {
                throw new DemonstrationFailed(process.name() + " is gone; its log: " + workspace.log(process.name())
                        + workspace.lastWords(process.name()));
            }
        }
    }

    private synchronized void writeDemoFile() {
        Map<String, Long> pids = services.pids();
        pids.put(simulator.name(), simulator.pid());
        pids.put("postgres", postgres.pid());
        DemoFile file = new DemoFile(api.base().toString(), services.ports(), pids, database, runId);
        try {
            workspace.writePrivate(
                    "demo.json", Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(file));
        } catch (IOException failed) {
            announcements.accept("demo.json cannot be written: " + failed.getMessage());
        }
    }

    private static String secret() {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }
}
