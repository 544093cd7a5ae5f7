package fairweather.job.postgres;

import static fairweather.job.JobStore.LEASE;
import static fairweather.job.JobStore.WORKER;
import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.database.DatabaseTrouble;
import fairweather.database.MigratedDatabase;
import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Due;
import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobQueue;
import fairweather.job.JobStatus;
import fairweather.job.JobStore;
import fairweather.job.JobType;
import fairweather.job.Report;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.postgres.BreakingWire;
import fairweather.postgres.BreakingWire.Moment;
import fairweather.postgres.BreakingWire.Outage;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The connection is lost before and after every statement of every method of the queue, BEGIN and COMMIT included. What
 * a method does is then done wholly or not at all, and whoever asks again gets what would have been without the loss.
 */
class QueueFaultsTest {
    private static final Failure REFUSED = Failure.of(Code.UNREACHABLE, "nobody listens");

    /** Faster than truncating, and this is done often. */
    private static final String EMPTY = "DELETE FROM validator_jobs; DELETE FROM validator_job_logs; "
            + "DELETE FROM outcomes; DELETE FROM weather_forecast_runs; DELETE FROM node_table";

    private static MigratedDatabase database;
    private static JobStore store;
    private static BreakingQueue broken;
    private static BreakingWire wire;
    private static JobQueue queue;

    /** A method of the queue as somebody calls it who holds a job. */
    enum Call {
        ENQUEUE,
        CLAIM,
        HEARTBEAT,
        REPORT,
        SUCCEED,
        RETRY,
        DEFER,
        FAIL,
        RELEASE,
        RECLAIM,
        CANCEL,
        UNTIL_NEXT_DUE;

        Uni<?> on(Job job) {
            return switch (this) {
                case ENQUEUE -> queue.enqueue(JobStore.keyed("one"));
                case CLAIM -> queue.claim(JobType.DAY1, 5, WORKER, LEASE);
                case HEARTBEAT -> queue.heartbeat(Set.of(job.lease()), LEASE);
                case REPORT -> queue.report(job.lease(), report(), 0);
                case SUCCEED -> queue.finish(job.lease(), new End.Succeeded(new JsonObject()), report(), 0);
                case RETRY -> queue.finish(job.lease(), new End.Retried(REFUSED, Duration.ofMinutes(1)), report(), 0);
                case DEFER ->
                    queue.finish(
                            job.lease(), new End.Deferred(Due.now(), "no truth yet", new JsonObject()), report(), 0);
                case FAIL -> queue.finish(job.lease(), new End.Failed(REFUSED), report(), 0);
                case RELEASE -> queue.release(Set.of(job.lease()));
                case RECLAIM -> queue.reclaimExpired(10);
                case CANCEL -> queue.cancel(job.lease().jobId(), "not wanted");
                case UNTIL_NEXT_DUE -> queue.untilNextDue(Set.of(JobType.DAY1));
            };
        }
    }

    @BeforeAll
    static void createDatabase() {
        database = MigratedDatabase.create();
        store = new PostgresStore(database);
        broken = new BreakingQueue(database);
        wire = broken.wire();
        queue = broken.queue();
    }

    @AfterAll
    static void close() {
        broken.close();
        database.close();
    }

    private static Report report() {
        return Report.of(StepEvent.succeeded(StepKey.QUERY, 5L, null))
                .and(OutcomeDraft.of(OutcomeKind.QUERY_ACCEPTED))
                .and(store.goodWrite("row"));
    }

    /** One job that is held, one that waits, and for the reaper one whose lease has lapsed. */
    private static Job prepared(Call call) {
        wire.mend();
        await(database.pool().query(EMPTY).execute());
        store.enqueue(JobStore.plain(JobType.DAY1));
        Job job = store.claimedOfMiner(JobType.QUERY_MINER);
        if (call == Call.RECLAIM) {
            store.advance(LEASE.plusSeconds(1));
        }
        return job;
    }

    /** Everything but clocks. */
    private static List<String> state() {
        List<String> state = new ArrayList<>();
        store.jobs()
                .forEach(job -> state.add(String.join(
                        " ",
                        job.type().word(),
                        job.status().word(),
                        "attempts=" + job.attempts(),
                        "token=" + job.leaseToken(),
                        "deferrals=" + job.deferrals(),
                        "payload=" + job.payload(),
                        "result=" + job.result(),
                        "failure=" + job.lastFailure())));
        store.steps().forEach(step -> state.add(step.key() + " " + step.status() + " " + step.retries()));
        store.outcomes().forEach(outcome -> state.add(outcome.kind() + " " + outcome.n() + " " + outcome.data()));
        state.addAll(store.writtenNames());
        return state;
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    @Tag("I-14")
    @Tag("F-05")
    @Tag("F-08")
    void a_loss_at_any_statement_leaves_all_or_nothing_and_asking_again_brings_it_to_the_same_end(Call call) {
        Job undisturbed = prepared(call);
        List<String> before = state();
        await(call.on(undisturbed));
        List<String> after = state();
        int statements = wire.statements();
        assertThat(statements).isPositive();

        for (int n = 1; n <= statements; n++) {
            for (Moment moment : Moment.values()) {
                Job job = prepared(call);
                wire.breakAt(n, moment, Outage.MOMENTARY);
                await(call.on(job).onFailure().recoverWithItem(() -> null));
                assertThat(wire.hasBroken()).isTrue();

                assertThat(state()).as("%s, %s statement %d", call, moment, n).isIn(before, after);
                askAgain(call, job, before);
                assertThat(state())
                        .as("%s again, %s statement %d", call, moment, n)
                        .isEqualTo(after);
            }
        }
    }

    /** As whoever is at work does: the pool may not have heard yet that another of its connections is lost, too. */
    private void askAgain(Call call, Job job, List<String> before) {
        for (int ask = 1; call != Call.REPORT || state().equals(before); ask++) {
            try {
                await(call.on(job));
                return;
            } catch (RuntimeException lost) {
                if (ask == 3 || !DatabaseTrouble.passes(lost)) {
                    throw lost;
                }
            }
        }
    }

    /** Nobody knows of such a claim, so nobody beats for it. */
    @ParameterizedTest
    @EnumSource(value = Moment.class)
    @Tag("I-14")
    @Tag("F-05")
    void a_claim_whose_answer_was_lost_lapses_and_the_job_is_claimed_again(Moment moment) {
        prepared(Call.CLAIM);
        wire.breakAt(1, moment, Outage.MOMENTARY);
        assertThatThrownBy(() -> await(queue.claim(JobType.DAY1, 1, WORKER, LEASE)))
                .isInstanceOf(RuntimeException.class);

        store.advance(LEASE.plusSeconds(1));
        await(queue.reclaimExpired(10));
        Job claimed = await(queue.claim(JobType.DAY1, 1, WORKER, LEASE)).getFirst();
        assertThat(claimed.lease().token()).isEqualTo(moment == Moment.AFTER ? 2 : 1);
        assertThat(store.finish(claimed, new End.Succeeded(new JsonObject()))).isTrue();
        assertThat(store.jobs())
                .filteredOn(job -> job.type() == JobType.DAY1)
                .extracting("status")
                .containsExactly(JobStatus.COMPLETED);
    }
}
