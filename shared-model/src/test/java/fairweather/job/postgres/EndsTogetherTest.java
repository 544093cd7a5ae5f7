package fairweather.job.postgres;

import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Due;
import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobStatus;
import fairweather.job.JobStore;
import fairweather.job.JobType;
import fairweather.job.QueueOnPostgres;
import fairweather.job.Report;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts that end at once share commits; what is promised to each alone still holds. */
class EndsTogetherTest extends QueueOnPostgres {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final End DONE = new End.Succeeded(new JsonObject());
    private static final Report OUTCOME = Report.of(OutcomeDraft.of(OutcomeKind.LEAD_SCORED));

    private static final String WAITS = " WHERE datname = current_database() AND wait_event_type = 'Lock'";

    private static List<Job> claimed(int count) {
        IntStream.range(0, count).forEach(n -> store.enqueue(JobStore.plain(JobType.ERA5)));
        List<Job> jobs = store.claim(JobType.ERA5, count);
        assertThat(jobs).hasSize(count);
        return jobs;
    }

    private static CompletableFuture<Boolean> ending(Job job, End end, Report report) {
        return store.queue().finish(job.lease(), end, report, 0).subscribeAsCompletionStage();
    }

    private static List<CompletableFuture<Boolean>> ending(List<Job> jobs, Report report) {
        return jobs.stream().map(job -> ending(job, DONE, report)).toList();
    }

    /** As a worker does: the pool may hand the broken connection out once more. */
    private static Uni<Boolean> askingAgain(Job job, CompletableFuture<Boolean> end) {
        return Uni.createFrom()
                .completionStage(end)
                .onFailure()
                .recoverWithUni(() -> store.queue()
                        .finish(job.lease(), DONE, OUTCOME, 0)
                        .onFailure()
                        .retry()
                        .withBackOff(Duration.ofMillis(200))
                        .atMost(10));
    }

    private static List<Boolean> answers(List<CompletableFuture<Boolean>> ends) {
        return ends.stream()
                .map(end -> await(Uni.createFrom().completionStage(end)))
                .toList();
    }

    private static List<JobStatus> statuses(List<Job> jobs) {
        return jobs.stream().map(job -> store.job(job.lease().jobId()).status()).toList();
    }

    /** How many transactions have written these rows last. */
    private static long commits() {
        return database.first("SELECT count(DISTINCT xmin::text) FROM validator_jobs", Long.class);
    }

    /** Holds a job's row, so that its end is under way until this is closed. */
    private record Held(SqlConnection other) implements AutoCloseable {
        static Held of(Job job) {
            SqlConnection other = await(database.pool().getConnection());
            await(other.query("BEGIN").execute());
            await(other.preparedQuery("SELECT FROM validator_jobs WHERE id = $1 FOR UPDATE")
                    .execute(Tuple.of(job.lease().jobId())));
            return new Held(other);
        }

        @Override
        public void close() {
            await(other.query("ROLLBACK").execute());
            await(other.close());
        }
    }

    private static void awaitWaiting() {
        Awaitility.await().atMost(SOON).until(() -> {
            var rows = await(database.pool()
                    .query("SELECT pid FROM pg_stat_activity" + WAITS)
                    .execute());
            return rows.size() > 0;
        });
    }

    @Test
    void given_an_end_under_way_when_others_end_then_they_share_one_commit_and_none_is_told_before_it() {
        List<Job> jobs = claimed(20);
        List<CompletableFuture<Boolean>> ends = new ArrayList<>();
        try (Held _ = Held.of(jobs.getFirst())) {
            ends.add(ending(jobs.getFirst(), DONE, Report.NOTHING));
            awaitWaiting();
            ends.addAll(ending(jobs.subList(1, 20), Report.NOTHING));
            assertThat(ends).noneMatch(CompletableFuture::isDone);
            assertThat(statuses(jobs)).containsOnly(JobStatus.IN_PROGRESS);
        }
        assertThat(answers(ends)).hasSize(20).containsOnly(true);
        assertThat(statuses(jobs)).containsOnly(JobStatus.COMPLETED);
        assertThat(commits()).isEqualTo(2);
    }

    @Test
    void given_ends_of_every_kind_when_they_share_a_commit_then_each_row_is_as_if_it_had_ended_alone() {
        List<Job> jobs = claimed(6);
        Failure failure = Failure.of(Code.UNREACHABLE, "nobody listens");
        List<End> ends = List.of(
                new End.Succeeded(new JsonObject().put("n", 1)),
                new End.Retried(failure, Duration.ofMinutes(2)),
                new End.Failed(failure),
                new End.Deferred(Due.after(Duration.ofHours(1)), "no truth yet", new JsonObject().put("turn", 2)),
                new End.Skipped("nothing to do"));
        List<CompletableFuture<Boolean>> written = new ArrayList<>();
        try (Held _ = Held.of(jobs.getLast())) {
            written.add(ending(jobs.getLast(), DONE, Report.NOTHING));
            awaitWaiting();
            IntStream.range(0, 5).forEach(n -> written.add(ending(jobs.get(n), ends.get(n), Report.NOTHING)));
        }
        assertThat(answers(written)).containsOnly(true);

        assertThat(statuses(jobs))
                .containsExactly(
                        JobStatus.COMPLETED,
                        JobStatus.RETRY_SCHEDULED,
                        JobStatus.FAILED,
                        JobStatus.PENDING,
                        JobStatus.COMPLETED,
                        JobStatus.COMPLETED);
        var retried = store.job(jobs.get(1).lease().jobId());
        assertThat(retried.lastFailure()).isEqualTo(failure);
        assertThat(Duration.between(store.now(), retried.dueAt()))
                .isBetween(Duration.ofSeconds(100), Duration.ofMinutes(2));
        var deferred = store.job(jobs.get(3).lease().jobId());
        assertThat(deferred.deferrals()).isEqualTo(1);
        assertThat(Duration.between(store.now(), deferred.dueAt()))
                .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        assertThat(database.first(
                        "SELECT payload ->> 'turn' FROM validator_jobs WHERE id = ?", String.class, deferred.id()))
                .isEqualTo("2");
        assertThat(store.job(jobs.get(0).lease().jobId()).result())
                .isEqualTo(new JsonObject().put("outcome", "done").put("detail", new JsonObject().put("n", 1)));
        assertThat(commits()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void given_one_stale_lease_among_many_when_they_end_at_once_then_it_alone_is_refused(boolean reporting) {
        List<Job> jobs = claimed(40);
        long stale = jobs.get(17).lease().jobId();
        await(store.queue().cancel(stale, "not wanted"));

        List<Boolean> answers = answers(ending(jobs, reporting ? OUTCOME : Report.NOTHING));
        assertThat(answers).filteredOn(Boolean::booleanValue).hasSize(39);
        assertThat(answers.get(17)).isFalse();
        assertThat(store.job(stale).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(statuses(jobs)).filteredOn(JobStatus.COMPLETED::equals).hasSize(39);
        assertThat(store.outcomes())
                .hasSize(reporting ? 39 : 0)
                .extracting("jobId")
                .doesNotHaveDuplicates()
                .doesNotContain(stale);
        assertThat(commits()).as("shared, besides that of the cancel").isBetween(2L, 20L);
    }

    @Test
    void given_one_bad_report_among_many_when_they_end_at_once_then_it_fails_alone_and_the_others_are_whole() {
        List<Job> jobs = claimed(40);
        List<CompletableFuture<Boolean>> ends = IntStream.range(0, 40)
                .mapToObj(n -> ending(jobs.get(n), DONE, n == 17 ? OUTCOME.and(store.badWrite()) : OUTCOME))
                .toList();
        for (int n = 0; n < 40; n++) {
            CompletableFuture<Boolean> end = ends.get(n);
            if (n == 17) {
                assertThatThrownBy(() -> await(Uni.createFrom().completionStage(end)))
                        .hasStackTraceContaining("node_table");
            } else {
                assertThat(await(Uni.createFrom().completionStage(end))).isTrue();
            }
        }
        assertThat(statuses(jobs)).filteredOn(JobStatus.COMPLETED::equals).hasSize(39);
        assertThat(store.job(jobs.get(17).lease().jobId()).status()).isEqualTo(JobStatus.IN_PROGRESS);
        assertThat(store.outcomes())
                .hasSize(39)
                .extracting("jobId")
                .doesNotHaveDuplicates()
                .doesNotContain(jobs.get(17).lease().jobId());
        assertThat(store.writtenNames()).isEmpty();
    }

    @Test
    void given_a_connection_that_is_lost_before_the_commit_when_many_end_then_each_is_written_once() {
        List<Job> jobs = claimed(12);
        List<Held> first = jobs.subList(0, 4).stream().map(Held::of).toList();
        List<CompletableFuture<Boolean>> ends;
        try (Held _ = Held.of(jobs.getLast())) {
            ends = ending(jobs, OUTCOME);
            first.forEach(Held::close);
            assertThat(answers(ends.subList(0, 4))).containsOnly(true);
            awaitWaiting();
            await(database.pool()
                    .query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity" + WAITS)
                    .execute());
        }
        for (int n = 0; n < 12; n++) {
            assertThat(await(askingAgain(jobs.get(n), ends.get(n)))).isTrue();
        }
        assertThat(statuses(jobs)).containsOnly(JobStatus.COMPLETED);
        assertThat(store.outcomes()).hasSize(12).extracting("jobId").doesNotHaveDuplicates();
    }

    @Test
    void given_the_same_lease_when_it_ends_twice_at_once_then_one_end_counts() {
        List<Job> jobs = claimed(1);
        List<CompletableFuture<Boolean>> ends = Stream.of("one", "two", "three")
                .map(reason -> ending(jobs.getFirst(), new End.Skipped(reason), OUTCOME))
                .toList();
        List<Boolean> answers = ends.stream()
                .map(end ->
                        await(Uni.createFrom().completionStage(end).onFailure().recoverWithItem(false)))
                .toList();
        assertThat(answers).filteredOn(Boolean::booleanValue).hasSize(1);
        assertThat(store.outcomes()).hasSize(1);
    }

    @Test
    void given_beats_of_the_same_jobs_in_any_order_when_many_end_then_neither_waits_for_ever() {
        for (int round = 0; round < 10; round++) {
            List<Job> jobs = claimed(30);
            List<CompletableFuture<Boolean>> ends = ending(jobs.reversed(), Report.NOTHING);
            await(store.queue().heartbeat(jobs.stream().map(Job::lease).toList(), JobStore.LEASE));
            assertThat(answers(ends)).containsOnly(true);
        }
    }
}
