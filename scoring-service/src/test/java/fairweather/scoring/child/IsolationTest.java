package fairweather.scoring.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import fairweather.forecast.key.ObjectKey;
import fairweather.job.JobType;
import fairweather.memory.MemoryBudget;
import fairweather.memory.MemoryNeed;
import fairweather.memory.OomKills;
import fairweather.scoring.forecast.ReadingMemory;
import fairweather.scoring.forecast.Workplace;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.Rig;
import fairweather.scoring.rig.Store;
import fairweather.scoring.rig.StubGateway.Trouble;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real child JVMs on the real queue. */
class IsolationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final long TOO_LITTLE = 4 << 20;

    /** More than one lead in a chunk needs; less than all of them in one. */
    private static final long ORDINARY = ReadingMemory.BASE + (4 << 20);

    private static final ChildCommand COMMAND = ChildCommand.ofThisProcess();
    private static final MemoryBudget BUDGET = new MemoryBudget(0, List.of());
    private static final List<Child> CHILDREN = new CopyOnWriteArrayList<>();

    @TempDir
    private static Path cache;

    private static Rig rig;
    private static SortedMap<ObjectKey, byte[]> ordinary;

    @BeforeAll
    static void seed_and_one_truth_are_known() throws IOException {
        Workplace workplace = (objects, initTime, memory) ->
                new ChildMeasurer(objects, initTime, memory, BUDGET, IsolationTest::child);
        rig = new Rig(
                Archive.DIRECTORY,
                cache,
                Duration.ofSeconds(900),
                workplace,
                new MemoryNeed(BUDGET, ReadingMemory.BASE + ChildWorkplace.OVERHEAD));
        ordinary = Store.persistence().objects();
        rig.settled(rig.enqueueSeed());
        rig.settled(rig.enqueueTruth(24, "2100-01-01T00:00:00Z"));
    }

    /** A permit that is too small for large chunks. */
    private static Child child(long bytes) {
        Child child =
                Child.start(COMMAND.with(bytes > ORDINARY ? TOO_LITTLE : bytes), PATIENCE, new OomKills(Path.of("/")));
        CHILDREN.add(child);
        return child;
    }

    @AfterAll
    static void close() {
        rig.close();
        assertThat(CHILDREN).noneMatch(child -> Processes.alive(child.pid()));
        assertThat(BUDGET.taken()).isZero();
    }

    @Test
    @Tag("P-18")
    void i_30_a_child_that_runs_out_of_memory_fails_its_task_only_and_in_the_end_for_that_reason() {
        int hungry = rig.response(Store.persistence().inOneChunk().objects());
        long job = rig.enqueue(JobType.DAY1, hungry);
        for (int retry = 1; retry <= 5; retry++) {
            Row row = rig.settled(job);
            assertThat(row.getString("status")).isEqualTo("retry_scheduled");
            assertThat(row.getString("last_error_code")).isEqualTo("OUT_OF_MEMORY");
            if (retry == 1) {
                int other = rig.response(ordinary);
                assertThat(rig.run(JobType.DAY1, other).getString("status")).isEqualTo("completed");
                assertThat(rig.components(other)).hasSize(2);
            }
            rig.hurry(job);
        }
        assertThat(rig.settled(job).getString("status")).isEqualTo("failed");
        Row step = rig.step(hungry, "day1", "load_inputs", null);
        assertThat(step.getString("status")).isEqualTo("failed");
        assertThat(step.getJsonObject("error_json").getString("category")).isEqualTo("out_of_memory");
        assertThat(rig.components(hungry)).isEmpty();
    }

    @Test
    void a_child_that_is_killed_in_mid_task_costs_one_attempt() {
        int response = rig.response(ordinary);
        Gate gate = new Gate();
        rig.gateway.trouble(response, "10v/0.0.0", gate);
        int before = CHILDREN.size();
        long job = rig.enqueue(JobType.DAY1, response);
        await().atMost(SOON).until(() -> gate.reached.getCount() == 0);
        ProcessHandle.of(CHILDREN.get(before).pid()).orElseThrow().destroyForcibly();
        gate.open.countDown();
        Row row = rig.settled(job);
        assertThat(row.getString("status")).isEqualTo("retry_scheduled");
        assertThat(row.getString("last_error_code")).isEqualTo("VALIDATOR_INTERNAL");
        rig.gateway.noTrouble(response, "10v/0.0.0");
        rig.hurry(job);
        assertThat(rig.settled(job).getString("status")).isEqualTo("completed");
    }

    @Test
    void a_lease_that_is_lost_in_mid_task_ends_the_child() {
        int response = rig.response(ordinary);
        Gate gate = new Gate();
        rig.gateway.trouble(response, "10u/1.0.0", gate);
        int before = CHILDREN.size();
        long job = rig.enqueue(JobType.ERA5, response);
        await().atMost(SOON).until(() -> gate.reached.getCount() == 0);
        long pid = CHILDREN.get(before).pid();
        assertThat(Processes.alive(pid)).isTrue();
        rig.database()
                .update(
                        "UPDATE validator_jobs SET status = 'pending', lease_token = lease_token + 1, claimed_by = NULL,"
                                + " lease_expires_at = NULL, due_at = fw_now() + interval '1 day' WHERE id = $1",
                        job);
        await().atMost(SOON).until(() -> !Processes.alive(pid));
        gate.open.countDown();
        assertThat(rig.components(response)).isEmpty();
    }

    /** Holds an exchange until it is opened. */
    private static final class Gate implements Trouble {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public boolean meet(HttpExchange exchange, byte[] bytes) throws IOException {
            reached.countDown();
            try {
                if (!open.await(60, TimeUnit.SECONDS)) {
                    throw new IOException("nobody opened");
                }
            } catch (InterruptedException stop) {
                throw new IOException(stop);
            }
            return false;
        }
    }
}
