package fairweather.orchestrator.replay;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.orchestrator.OrchestratorDatabase;
import fairweather.orchestrator.calendar.RunOpener;
import fairweather.orchestrator.periodic.PeriodicWork;
import fairweather.orchestrator.periodic.PeriodicWork.Turn;
import fairweather.orchestrator.periodic.Work;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first five days of November, two at once. */
class ReplayKeeperTest {
    private OrchestratorDatabase postgres;
    private Instant now = Instant.parse("2026-01-10T00:00:00Z");

    @BeforeEach
    void aReplay() {
        postgres = new OrchestratorDatabase();
        postgres.setNow(now);
        postgres.database().update("UPDATE periodic_work SET next_due_at = fw_now()");
        miner(7);
        replay("november", "{7}");
    }

    @AfterEach
    void close() {
        postgres.close();
    }

    private void miner(int uid) {
        postgres.database().update("INSERT INTO node_table (uid, hotkey) VALUES ($1, $2)", uid, "hotkey-" + uid);
    }

    private void replay(String name, String uids) {
        postgres.database().update("""
                INSERT INTO series (name, counts, calendar_enabled, cycle_hour, open_at_minute, jitter_minutes, run_config)
                SELECT $1, false, false, 0, 0, 0, run_config FROM series WHERE name = 'daily'
                """, name);
        postgres.database().update("""
                INSERT INTO replays (name, source_series, first_cycle, last_cycle, every_hours, at_once, uids, next_cycle,
                    actor, reason)
                VALUES ($1, 'daily', '2025-11-01T00:00Z', '2025-11-05T18:00Z', 24, 2, $2::text::integer[],
                    '2025-11-01T00:00Z', 'alice', 'a second look')
                """, name, uids);
    }

    private PeriodicWork orchestrator() {
        return orchestrator(() -> "validator");
    }

    private PeriodicWork orchestrator(RunOpener.Identity identity) {
        return new PeriodicWork(postgres.database(), Map.of("replays", new ReplayKeeper(identity, System::nanoTime)));
    }

    private void tick(PeriodicWork orchestrator) {
        now = now.plus(Duration.ofSeconds(10));
        postgres.setNow(now);
        assertThat(orchestrator.turn("replays")).isEqualTo(Turn.DONE);
    }

    private List<String> texts(String sql) {
        return postgres.database().query(sql).stream()
                .map(row -> row.getString("text"))
                .toList();
    }

    private List<String> live() {
        return texts("SELECT to_char(gfs_init_time_utc, 'MM-DD HH24') AS text FROM weather_forecast_runs "
                + "WHERE status NOT IN ('completed', 'failed', 'abandoned') ORDER BY id");
    }

    private void ends(String cycle, String status) {
        int ended = postgres.database()
                .update(
                        "UPDATE weather_forecast_runs SET status = $2, completion_time = fw_now() "
                                + "WHERE gfs_init_time_utc = $1 AND completion_time IS NULL",
                        Instant.parse(cycle).atOffset(ZoneOffset.UTC),
                        status);
        assertThat(ended).isEqualTo(1);
    }

    private String state() {
        return texts("SELECT concat_ws(': ', state, waiting) AS text FROM replays WHERE name = 'november'")
                .getFirst();
    }

    @Test
    void its_cycles_are_opened_in_order_two_at_once_until_all_have_ended() {
        PeriodicWork orchestrator = orchestrator();
        tick(orchestrator);
        tick(orchestrator);
        assertThat(live()).containsExactly("11-01 00", "11-02 00");

        ends("2025-11-02T00:00:00Z", "completed");
        tick(orchestrator);
        assertThat(live()).containsExactly("11-01 00", "11-03 00");

        ends("2025-11-01T00:00:00Z", "failed");
        ends("2025-11-03T00:00:00Z", "abandoned");
        tick(orchestrator);
        assertThat(live()).containsExactly("11-04 00", "11-05 00");

        ends("2025-11-04T00:00:00Z", "completed");
        tick(orchestrator);
        assertThat(state()).isEqualTo("running");
        ends("2025-11-05T00:00:00Z", "completed");
        tick(orchestrator);

        assertThat(state()).isEqualTo("finished");
        assertThat(live()).isEmpty();
        assertThat(texts("SELECT status || ' ' || hindsight || ' ' || forecast_type AS text "
                        + "FROM weather_forecast_runs ORDER BY gfs_init_time_utc"))
                .containsExactly(
                        "failed true hindcast",
                        "completed true hindcast",
                        "abandoned true hindcast",
                        "completed true hindcast",
                        "completed true hindcast");
        assertThat(texts("SELECT message AS text FROM validator_job_logs WHERE source = 'replay' ORDER BY id"))
                .startsWith("november 2025-11-01T00:00:00Z: opened, 1 of 5")
                .endsWith("november 2025-11-05T00:00:00Z: opened, 5 of 5", "replay november is finished");
        assertThat(texts("SELECT DISTINCT actor || ': ' || (data ->> 'reason') AS text FROM outcomes"))
                .containsExactly("alice: replay november: a second look");
        assertThat(texts("SELECT DISTINCT payload ->> 'uids' AS text FROM validator_jobs"))
                .containsExactly("[7]");
    }

    @Test
    void another_orchestrator_goes_on_where_one_has_stopped() {
        tick(orchestrator());
        ends("2025-11-01T00:00:00Z", "completed");
        tick(orchestrator());

        assertThat(live()).containsExactly("11-02 00", "11-03 00");
    }

    @Test
    void two_orchestrators_that_look_at_the_same_moment_open_nothing_twice() throws Exception {
        Callable<Work.Progress> look = () -> {
            ReplayKeeper keeper = new ReplayKeeper(() -> "validator", System::nanoTime);
            keeper.before();
            return postgres.database().transaction(tx -> keeper.turn(tx, now));
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            assertThat(threads.invokeAll(Collections.nCopies(4, look)))
                    .extracting(Future::resultNow)
                    .extracting(Work.Progress::count)
                    .containsExactlyInAnyOrder(2L, 0L, 0L, 0L);
        }

        assertThat(live()).containsExactly("11-01 00", "11-02 00");
        assertThat(texts("SELECT job_type AS text FROM validator_jobs")).hasSize(2);
    }

    @Test
    void without_a_miner_it_waits_and_says_so() {
        PeriodicWork orchestrator = orchestrator();
        postgres.database().update("UPDATE replays SET uids = '{8}'");
        tick(orchestrator);
        assertThat(state()).isEqualTo("running: no registered miner could take part");

        miner(8);
        tick(orchestrator);
        assertThat(state()).isEqualTo("running");
        assertThat(live()).containsExactly("11-01 00", "11-02 00");
    }

    @Test
    void without_the_validators_identity_it_waits_and_says_so() {
        tick(orchestrator(() -> {
            throw new IOException("the gateway is away");
        }));
        assertThat(state()).isEqualTo("running: the validator's identity is unknown: the gateway does not answer");
        assertThat(live()).isEmpty();

        tick(orchestrator());
        assertThat(state()).isEqualTo("running");
    }

    @Test
    void one_that_cannot_be_read_says_so_and_holds_no_other_up() {
        replay("broken", null);
        postgres.database().update("UPDATE series SET run_config = run_config - 'variables' WHERE name = 'broken'");
        tick(orchestrator());

        assertThat(live()).containsExactly("11-01 00", "11-02 00");
        assertThat(texts("SELECT waiting AS text FROM replays WHERE name = 'broken'"))
                .singleElement()
                .asString()
                .contains("Exception");
    }

    @Test
    void a_replay_that_is_made_to_count_opens_nothing() {
        postgres.database().update("UPDATE series SET counts = true WHERE name = 'november'");
        tick(orchestrator());

        assertThat(state()).contains("a hindcast or a replay must not count");
        assertThat(live()).isEmpty();
    }

    @Test
    void a_run_that_was_opened_by_hand_is_found_and_takes_a_place() {
        new RunOpener(postgres.database(), () -> "validator")
                .open("november", Instant.parse("2025-11-02T00:00:00Z"), null, "bob", "by hand");
        PeriodicWork orchestrator = orchestrator();
        tick(orchestrator);
        assertThat(live()).containsExactly("11-02 00", "11-01 00");

        ends("2025-11-01T00:00:00Z", "completed");
        tick(orchestrator);
        tick(orchestrator);
        assertThat(live()).containsExactly("11-02 00", "11-03 00");
        assertThat(texts("SELECT message AS text FROM validator_job_logs WHERE message LIKE '%found open%'"))
                .containsExactly("november 2025-11-02T00:00:00Z: found open, 2 of 5");
    }

    @Test
    void a_cancelled_replay_opens_no_more() {
        PeriodicWork orchestrator = orchestrator();
        tick(orchestrator);
        postgres.database().update("UPDATE replays SET state = 'cancelled', ended_at = fw_now()");
        ends("2025-11-01T00:00:00Z", "completed");
        tick(orchestrator);

        assertThat(live()).containsExactly("11-02 00");
    }
}
