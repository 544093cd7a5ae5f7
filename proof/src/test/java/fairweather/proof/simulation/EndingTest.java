package fairweather.proof.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.job.JobType;
import fairweather.job.memory.InMemoryJobQueue;
import fairweather.orchestrator.fold.Run;
import fairweather.proof.simulation.check.Ending;
import fairweather.proof.simulation.check.Invariants;
import fairweather.proof.simulation.store.AuditedQueue;
import fairweather.proof.simulation.store.Events;
import fairweather.proof.simulation.store.Store;
import fairweather.proof.simulation.time.VirtualTime;
import fairweather.proof.simulation.trace.Trace;
import fairweather.proof.simulation.trace.Violation;
import fairweather.proof.simulation.world.Miners;
import fairweather.proof.simulation.world.Truths;
import fairweather.run.RunConfig;
import fairweather.run.RunStatus;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A store in which nobody works: what it is given stays where it is. */
class EndingTest {
    private static final Instant START = Instant.parse("2018-10-06T00:00:00Z");
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;

    private static final RunConfig CONFIG = Series.CALENDAR.config();

    private static final Events NOBODY = new Events() {
        @Override
        public void work(JobType type, long due) {}

        @Override
        public void room(JobType type) {}

        @Override
        public void outcomes() {}

        @Override
        public void lease(long end) {}
    };

    private final VirtualTime time = new VirtualTime(START);
    private final Store store = store();
    private final Ending ending = new Ending(store, new Truths(1, CONFIG.era5Delay()), new Miners(1, -1));

    private Store store() {
        InMemoryJobQueue memory = new InMemoryJobQueue(time);
        Invariants invariants = new Invariants();
        Store made = new Store(
                new AuditedQueue(memory, memory, time, NOBODY), time, NOBODY, new Trace(time, null), invariants);
        invariants.watch(made);
        return made;
    }

    /** With its first job and its first outcome. */
    private void open(RunStatus status) {
        Run run = new Run(1, status, CONFIG, START, START, "validator", "forecast", "10day", null, true, true, null);
        store.open(run, new JsonObject().put("reason", "opened"));
    }

    private void pass(long millis) {
        time.after(millis, () -> {});
        time.step(Long.MAX_VALUE);
    }

    @Test
    void when_nothing_was_begun_the_end_is_reached() {
        assertThat(ending.reached()).isTrue();
    }

    @Test
    void given_a_run_that_goes_on_when_its_time_is_over_then_it_is_named() {
        open(RunStatus.CREATED);

        assertThat(ending.reached()).isFalse();
        ending.requireProgress(START);
        pass(40 * DAY);
        assertThatThrownBy(() -> ending.requireProgress(START))
                .isInstanceOf(Violation.class)
                .hasMessageStartingWith("run 1 is still created, it should have ended by ");
    }

    @Test
    void given_work_that_is_left_when_all_runs_have_ended_and_the_time_is_over_then_it_is_named() {
        open(RunStatus.COMPLETED);

        assertThat(ending.reached()).isFalse();
        ending.requireProgress(START);
        pass(40 * DAY);
        assertThatThrownBy(() -> ending.requireProgress(START))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("all runs have ended")
                .hasMessageEndingWith("left are 1 unfolded outcomes and the jobs [job 1 (weather.run.orchestrate)]");
    }
}
