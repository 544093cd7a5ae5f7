package fairweather.job.stateful;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.database.MigratedDatabase;
import fairweather.job.Due;
import fairweather.job.HoldTarget;
import fairweather.job.HostLimit;
import fairweather.job.JobLimits;
import fairweather.job.JobType;
import fairweather.job.NewJob;
import fairweather.job.memory.InMemoryJobQueue;
import fairweather.job.memory.MovableClock;
import fairweather.job.postgres.PostgresJobHolds;
import fairweather.job.postgres.PostgresJobQueue;
import fairweather.job.postgres.PostgresStore;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever is done to a queue, and in whichever order, the model, the queue in memory and the one in PostgreSQL answer
 * the same and look the same after each step. A failure is made smaller and printed with its seed.
 */
class QueuePropertyTest {
    private static final List<JobType> TYPES =
            List.of(JobType.POLL_MINER, JobType.QUERY_MINER, JobType.ERA5, JobType.ERA5_TRUTH);
    private static final Map<Integer, String> HOSTS =
            Map.of(0, "192.0.2.1", 1, "192.0.2.1", 2, "192.0.2.1", 3, "192.0.2.1", 4, "192.0.2.2");
    private static final JobLimits LIMITS = new JobLimits(
            Map.of(JobType.ERA5_TRUTH, 1, JobType.ERA5, 2), new HostLimit(3, Duration.ofMillis(7_001), 2));

    private static MigratedDatabase database;
    private static Connection owner;
    private static int firstRun;

    /** The clock stands still unless it is moved, so that all three have the same instants. */
    @BeforeContainer
    static void createDatabase() throws SQLException {
        database = MigratedDatabase.create(4);
        database.asOwner("""
                CREATE TABLE frozen_clock (at timestamptz NOT NULL);
                INSERT INTO frozen_clock VALUES (now());
                CREATE OR REPLACE FUNCTION fw_now() RETURNS timestamptz LANGUAGE sql VOLATILE
                    AS 'SELECT at FROM frozen_clock'
                """);
        HOSTS.forEach((uid, host) -> database.asOwner(
                "INSERT INTO node_table (uid, hotkey, ip) VALUES (%d, 'key-%d', '%s')".formatted(uid, uid, host)));
        firstRun = database.newRun(true);
        database.newRun(true);
        owner = database.where().connectAsOwner();
    }

    @AfterContainer
    static void closeDatabase() throws SQLException {
        owner.close();
        database.close();
    }

    private static void asOwner(String sql) {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    private static Subject postgres(Instant start) {
        asOwner("DELETE FROM validator_jobs; DELETE FROM outcomes; DELETE FROM job_holds; DELETE FROM host_pace");
        asOwner("SELECT setval(pg_get_serial_sequence('validator_jobs', 'id'), 1, false)");
        asOwner("UPDATE frozen_clock SET at = '" + start + "'");
        PostgresStore store = new PostgresStore(database);
        PostgresJobHolds holds = new PostgresJobHolds(database.pool());
        return new Subject(
                "PostgreSQL",
                new PostgresJobQueue(database.pool(), LIMITS),
                holds,
                by -> asOwner("UPDATE frozen_clock SET at = at + interval '" + by.toMillis() + " milliseconds'"),
                () -> List.of(
                        store.jobs(), store.outcomes(), holds.standing().await().indefinitely()));
    }

    private static Subject memory(MovableClock clock) {
        InMemoryJobQueue queue = new InMemoryJobQueue(clock, write -> {}, LIMITS, HOSTS::get);
        return new Subject(
                "memory",
                queue,
                queue,
                clock::advance,
                () -> List.of(
                        queue.jobs(), queue.outcomes(), queue.standing().await().indefinitely()));
    }

    private static Subject model(Instant start) {
        ModelQueue queue = new ModelQueue(start, LIMITS, HOSTS::get);
        return new Subject(
                "model",
                queue,
                queue,
                queue::advance,
                () -> List.of(
                        queue.jobs(), queue.outcomes(), queue.standing().await().indefinitely()));
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void model_memory_and_database_answer_and_look_the_same_after_every_step(@ForAll("sequences") List<Step> steps) {
        MovableClock clock = new MovableClock();
        Subject model = model(clock.instant());
        List<Subject> adapters = List.of(memory(clock), postgres(clock.instant()));
        for (Step step : steps) {
            Object expected = step.in(model);
            List<?> visible = model.visible().get();
            for (Subject adapter : adapters) {
                assertThat(step.in(adapter))
                        .as("%s answers %s", adapter.name(), step)
                        .isEqualTo(expected);
                assertThat(adapter.visible().get())
                        .as("%s after %s", adapter.name(), step)
                        .isEqualTo(visible);
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> sequences() {
        Arbitrary<Integer> number = Arbitraries.integers().between(0, 40);
        Arbitrary<Integer> few = Arbitraries.integers().between(1, 4);
        Arbitrary<JobType> types = Arbitraries.of(TYPES);
        Arbitrary<Step> step = Arbitraries.frequencyOf(
                Tuple.of(3, jobs().map(Step.Enqueue::new)),
                Tuple.of(3, jobs().list().ofMinSize(1).ofMaxSize(8).map(Step.EnqueueAll::new)),
                Tuple.of(
                        7,
                        Combinators.combine(types, few, Arbitraries.of("worker-a", "worker-b"))
                                .as(Step.Claim::new)),
                Tuple.of(2, Combinators.combine(number, few).as(Step.Beat::new)),
                Tuple.of(
                        2,
                        Combinators.combine(number, Arbitraries.integers().between(0, 1))
                                .as(Step.Tell::new)),
                Tuple.of(
                        5,
                        Combinators.combine(
                                        number,
                                        Arbitraries.of(Step.ends()),
                                        Arbitraries.integers().between(0, 2))
                                .as(Step.Finish::new)),
                Tuple.of(1, Combinators.combine(number, few).as(Step.Release::new)),
                Tuple.of(1, number.map(Step.Cancel::new)),
                Tuple.of(3, few.map(Step.Reclaim::new)),
                Tuple.of(
                        4,
                        Arbitraries.of(1, 3_500, 7_001, 15_000, 31_000, 120_000, 700_000)
                                .map(millis -> new Step.Advance(Duration.ofMillis(millis)))),
                Tuple.of(
                        2,
                        Combinators.combine(targets(), dues().injectNull(0.4)).as(Step.Pause::new)),
                Tuple.of(2, targets().map(Step.Lift::new)),
                Tuple.of(2, few.map(limit -> new Step.Look(TYPES, limit))),
                Tuple.of(2, Combinators.combine(types, few).as(Step.LookAndClaim::new)));
        return step.list().ofMinSize(1).ofMaxSize(40);
    }

    private static Arbitrary<NewJob> jobs() {
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(3, Arbitraries.of(TYPES)), Tuple.of(2, Arbitraries.of(JobType.POLL_MINER))),
                        Arbitraries.integers().between(0, 2),
                        dues(),
                        Arbitraries.of("a", "b", "c").injectNull(0.8),
                        runs().injectNull(0.3),
                        uids().injectNull(0.1))
                .as((type, priority, due, key, run, uid) -> new NewJob(
                        type, priority, new JsonObject().put("miner_hotkey", "key"), due, key, run, null, uid, null));
    }

    private static Arbitrary<Due> dues() {
        return Arbitraries.of(
                Due.now(),
                Due.now(),
                Due.now(),
                Due.now(),
                Due.after(Duration.ofSeconds(12)),
                Due.after(Duration.ofMinutes(9)),
                Due.at(new MovableClock().instant().minusSeconds(900)),
                Due.at(new MovableClock().instant().plusSeconds(40)));
    }

    private static Arbitrary<Integer> runs() {
        return Arbitraries.integers().between(0, 1).map(n -> firstRun + n);
    }

    private static Arbitrary<Integer> uids() {
        return Arbitraries.integers().between(0, 5);
    }

    private static Arbitrary<HoldTarget> targets() {
        return Arbitraries.oneOf(
                Arbitraries.of(TYPES).map(HoldTarget::of),
                uids().map(HoldTarget::ofMiner),
                Combinators.combine(Arbitraries.of(TYPES), runs()).as(HoldTarget::ofRun));
    }
}
