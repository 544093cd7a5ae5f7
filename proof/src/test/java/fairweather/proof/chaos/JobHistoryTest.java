package fairweather.proof.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.deploy.process.Recipe;
import fairweather.deploy.process.SupervisedProcess;
import fairweather.job.Due;
import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobType;
import fairweather.job.Lease;
import fairweather.job.NewJob;
import fairweather.job.Report;
import fairweather.job.postgres.PostgresJobQueue;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.postgres.FairweatherDatabase;
import fairweather.postgres.TestDatabase;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the triggers keep of what the real queue does. */
class JobHistoryTest {
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final String SCORING = "scoring-%";

    private final Vertx vertx = Vertx.vertx();
    private Pool pool;
    private PostgresJobQueue queue;
    private Console console;
    private JobHistory history;
    private Instant start;

    @BeforeEach
    void keep() throws SQLException {
        FairweatherDatabase fresh = TestDatabase.shared().freshDatabase();
        Flyway.configure()
                .dataSource(fresh.jdbcUrl(), fresh.ownerUser(), fresh.ownerPassword())
                .placeholders(Map.of("app_role", fresh.appUser()))
                .load()
                .migrate();
        pool = PgBuilder.pool()
                .connectingTo(PgConnectOptions.fromUri(fresh.reactiveUrl())
                        .setUser(fresh.appUser())
                        .setPassword(fresh.appPassword()))
                .using(vertx)
                .build();
        queue = new PostgresJobQueue(pool);
        console = new Console(TestDatabase.shared().server(), fresh.name());
        history = new JobHistory(console);
        history.keep();
        start = Instant.EPOCH;
    }

    @AfterEach
    void close() throws SQLException {
        console.close();
        pool.close().await().indefinitely();
        vertx.close().await().indefinitely();
    }

    private void enqueue() {
        NewJob job = new NewJob(JobType.ERA5, 50, new JsonObject(), Due.now(), "the only one", null, null, 7, null);
        assertThat(queue.enqueue(job).await().indefinitely()).isPresent();
    }

    private Held claim(String worker, Duration lease) {
        Job job = queue.claim(JobType.ERA5, 1, worker, lease)
                .await()
                .indefinitely()
                .getFirst();
        return new Held(job.lease().jobId(), job.lease().token(), worker, true);
    }

    private boolean finish(Held lease, End end) {
        Report report = Report.of(new OutcomeDraft(OutcomeKind.LEAD_STARTED, new JsonObject()));
        return queue.finish(new Lease(lease.jobId(), lease.token()), end, report, 0)
                .await()
                .indefinitely();
    }

    private void lapse() {
        assertThat(queue.reclaimExpired(10).await().indefinitely()).isEqualTo(1);
    }

    private List<String> problems() throws SQLException {
        return HistoryCheck.problems(history.events(), history.told());
    }

    @Test
    void a_claim_and_its_end_are_the_work_of_their_own_service() throws SQLException {
        enqueue();
        assertThat(history.workAfter(start, SCORING)).isEmpty();

        Held lease = claim("scoring-1", LEASE);
        assertThat(history.workAfter(start, SCORING)).contains(history.claimed(lease));
        assertThat(history.workAfter(start, "orchestrator-%")).isEmpty();
        assertThat(history.wholeWorkAfter(start, SCORING)).isEmpty();

        assertThat(finish(lease, new End.Succeeded(new JsonObject()))).isTrue();
        Instant done = history.wholeWorkAfter(start, SCORING).orElseThrow();
        assertThat(history.workAfter(history.claimed(lease), SCORING)).contains(done);
        assertThat(history.wholeWorkAfter(history.claimed(lease), SCORING)).isEmpty();
        assertThat(history.longestStandstill(start, done))
                .isEqualTo(Duration.ofMillis(Math.round(
                        Duration.between(history.claimed(lease), done).toNanos() / 1e6)));
        assertThat(history.ended(lease)).isEqualTo(1);
        assertThat(history.lapsed(lease)).isFalse();
        assertThat(problems()).isEmpty();
    }

    @Test
    void a_lapse_and_a_late_end_that_is_refused_are_nobodys_work() throws SQLException {
        enqueue();
        Held lease = claim("scoring-1", Duration.ofMillis(-1));
        lapse();
        assertThat(finish(lease, new End.Succeeded(new JsonObject()))).isFalse();

        assertThat(history.workAfter(history.claimed(lease), SCORING)).isEmpty();
        assertThat(history.lapsed(lease)).isTrue();
        assertThat(history.ended(lease)).isZero();
        assertThat(history.told()).isEmpty();
        assertThat(problems()).containsExactly("job 1 (weather.era5) is lost: it was left retry_scheduled");
    }

    @Test
    void what_is_given_back_undone_is_no_work_and_burns_no_attempt() throws SQLException {
        enqueue();
        Held lease = claim("scoring-1", LEASE);
        queue.release(List.of(new Lease(lease.jobId(), lease.token()))).await().indefinitely();

        assertThat(history.workAfter(history.claimed(lease), SCORING)).isEmpty();
        assertThat(history.burnt(lease)).isFalse();
        console.execute("UPDATE chaos.job_events SET attempts = 1");
        assertThat(history.burnt(lease)).isTrue();
    }

    @Test
    void an_outcome_that_gets_past_the_fence_under_an_old_token_is_seen() throws SQLException {
        enqueue();
        Held first = claim("scoring-1", Duration.ofMillis(-1));
        lapse();
        Held second = claim("scoring-2", LEASE);
        console.execute("INSERT INTO outcomes (kind, job_id, lease_token, n, actor) VALUES ('lead_scored', 1, "
                + first.token() + ", 0, 'scoring-1')");
        assertThat(finish(second, new End.Succeeded(new JsonObject()))).isTrue();
        console.execute("INSERT INTO outcomes (kind, job_id, lease_token, n, actor) VALUES ('lead_scored', 1, "
                + second.token() + ", 9, 'scoring-2')");

        assertThat(problems())
                .containsExactly(
                        "job 1: an outcome was written under token 1 when the latest was 2",
                        "job 1: an outcome was written under token 2 when the job had ended");
    }

    @Test
    void a_successor_is_stopped_while_it_holds_the_job(@TempDir Path directory) throws IOException, SQLException {
        enqueue();
        Held first = claim("scoring-1", Duration.ofMillis(-1));
        Recipe recipe = new Recipe("sleeper", List.of("sleep", "60"), Map.of(), directory.resolve("sleeper.log"), 0);
        try (SupervisedProcess sleeper = new SupervisedProcess(recipe, said -> {}, line -> {}, () -> {})) {
            sleeper.start();
            Handover handover = new Handover(console, () -> {});
            assertThat(handover.stop(List.of(first), sleeper)).isEmpty();
            lapse();
            assertThat(handover.stop(List.of(first), sleeper)).isEmpty();

            Held second = claim("scoring-2", LEASE);

            assertThat(handover.stop(List.of(first), sleeper)).isEqualTo(Optional.of(second));
            assertThat(state(sleeper)).isEqualTo("T");
            sleeper.signal("CONT");
            assertThat(finish(second, new End.Succeeded(new JsonObject()))).isTrue();
            assertThat(handover.stop(List.of(first), sleeper)).isEmpty();
        }
    }

    private static String state(SupervisedProcess process) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[0];
    }
}
