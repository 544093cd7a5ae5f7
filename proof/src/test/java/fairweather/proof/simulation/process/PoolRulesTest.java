package fairweather.proof.simulation.process;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.job.QuickPool;
import fairweather.proof.simulation.process.WorkingProcess.Conduct;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rules of the worker pool are told a second time in virtual time; both have to do the same to the queue. */
class PoolRulesTest {
    private final SimulatedProcess simulated = new SimulatedProcess();

    private RealProcess real = new RealProcess(Duration.ofMinutes(1), QuickPool.BEAT);

    @AfterEach
    void stop() {
        real.stop();
    }

    private void onBoth(Consumer<WorkingProcess> script) {
        script.accept(simulated);
        script.accept(real);
    }

    @Test
    void both_claim_for_their_free_slots_end_what_returns_and_release_the_rest() {
        onBoth(process -> {
            process.start(2, Conduct.NEVER_RETURNS, Conduct.SUCCEEDS, Conduct.FAILS, Conduct.WAITS);
            process.until("ends 4#1");
            process.stop();
        });

        List<String> calls = simulated.withoutBeats();
        assertThat(calls)
                .hasSize(7)
                .startsWith("claims 2 weather.query_miner: [1#1 2#1]")
                .contains("ends 2#1 completed, outcomes from 0 on: true", "claims 1 weather.query_miner: [3#1]")
                .endsWith("releases [1#1]");
        assertThat(real.withoutBeats()).isEqualTo(calls);
    }

    @Test
    void both_give_an_attempt_up_at_its_hard_limit() {
        real = new RealProcess(Duration.ofMillis(50), QuickPool.BEAT);
        onBoth(process -> {
            process.start(1, Conduct.NEVER_RETURNS, Conduct.SUCCEEDS);
            process.until("claims 1 weather.query_miner: [2#1]");
        });

        List<String> calls = simulated.withoutBeats();
        assertThat(calls).hasSize(3);
        assertThat(calls.get(1)).startsWith("ends 1#1 retry_scheduled").contains("JOB_DEADLINE");
        assertThat(real.withoutBeats()).startsWith(calls.toArray(String[]::new));
    }

    /** The beat that is refused comes before the report, which therefore is not made. */
    @Test
    void both_stop_writing_when_a_beat_tells_that_the_lease_is_lost() {
        onBoth(process -> lostAtTheGate(process, Conduct.REPORTS_AT_THE_GATE));

        assertThat(simulated.ofTheFirstJob())
                .containsExactly("claims 1 weather.query_miner: [1#1]", "renews [1#1]: 1 held", "renews [1#1]: 0 held");
        assertThat(real.ofTheFirstJob()).isEqualTo(simulated.ofTheFirstJob());
    }

    @Test
    void both_drop_a_result_that_comes_after_a_beat_has_told_that_the_lease_is_lost() {
        onBoth(process -> lostAtTheGate(process, Conduct.RETURNS_AT_THE_GATE));

        assertThat(simulated.ofTheFirstJob()).hasSize(3).endsWith("renews [1#1]: 0 held");
        assertThat(real.ofTheFirstJob()).isEqualTo(simulated.ofTheFirstJob());
    }

    @Test
    void both_offer_a_result_of_whose_loss_no_beat_has_told_and_it_is_refused() {
        real = new RealProcess(Duration.ofMinutes(1), Duration.ofMinutes(1));
        onBoth(process -> {
            process.start(1, Conduct.RETURNS_AT_THE_GATE, Conduct.SUCCEEDS);
            process.until("claims 1");
            process.cancel(1);
            process.openGate();
            process.until("ends 2#1");
        });

        assertThat(simulated.ofTheFirstJob())
                .containsExactly(
                        "claims 1 weather.query_miner: [1#1]", "ends 1#1 completed, outcomes from 0 on: false");
        assertThat(real.ofTheFirstJob()).isEqualTo(simulated.ofTheFirstJob());
    }

    @Test
    void both_let_attempts_end_when_they_are_stopped_and_release_those_that_do_not() {
        onBoth(process -> {
            process.start(2, Conduct.RETURNS_AT_THE_GATE, Conduct.NEVER_RETURNS);
            process.until("claims 2");
            process.stop();
        });

        assertThat(simulated.withoutBeats())
                .containsExactly(
                        "claims 2 weather.query_miner: [1#1 2#1]",
                        "ends 1#1 completed, outcomes from 0 on: true",
                        "releases [2#1]");
        assertThat(real.withoutBeats()).isEqualTo(simulated.withoutBeats());
    }

    @Test
    void both_write_nothing_when_the_store_was_away_for_as_long_as_a_lease_lasts_and_go_on() {
        onBoth(process -> {
            process.start(1, Conduct.RETURNS_AT_THE_GATE, Conduct.SUCCEEDS);
            process.until("claims 1");
            process.storeAwayUntilGivenUp();
            process.until("ends 2#1");
        });

        assertThat(simulated.withoutBeats())
                .containsExactly(
                        "claims 1 weather.query_miner: [1#1]",
                        "claims 1 weather.query_miner: [2#1]",
                        "ends 2#1 completed, outcomes from 0 on: true");
        assertThat(real.withoutBeats()).isEqualTo(simulated.withoutBeats());
    }

    private static void lostAtTheGate(WorkingProcess process, Conduct conduct) {
        process.start(1, conduct, Conduct.SUCCEEDS);
        process.until("renews [1#1]: 1 held");
        process.cancel(1);
        process.until("renews [1#1]: 0 held");
        process.openGate();
        process.until("ends 2#1");
    }
}
