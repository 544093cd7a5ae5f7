package fairweather.proof.replay;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.orchestrator.calendar.RunOpener;
import fairweather.orchestrator.fold.Fold;
import fairweather.orchestrator.fold.postgres.PostgresBooks;
import fairweather.postgres.FairweatherDatabase;
import fairweather.postgres.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A small run that was folded by the real fold, replayed from its outcomes. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplayTest {
    private static final Instant CYCLE = Instant.parse("2018-10-06T18:00:00Z");

    private static FairweatherDatabase stored;

    @BeforeAll
    static void foldARun() {
        stored = TestDatabase.shared().freshDatabase();
        Replay.migrate(stored);
        try (RowsOnly rows = RowsOnly.of(stored)) {
            new Script(rows).play();
        }
    }

    @Test
    @Tag("I6")
    @Order(1)
    void the_replay_of_the_outcomes_gives_the_tables() throws Exception {
        assertThat(differences()).isEmpty();
    }

    /** Last, since it is not put right again. */
    @Test
    @Order(2)
    void what_no_outcome_tells_and_what_is_missing_is_found() throws Exception {
        TestDatabase.shared().server().execute(stored.name(), """
                UPDATE weather_forecast_stats SET era5_score_24h = 0.5 WHERE miner_uid = 0;
                UPDATE weather_miner_responses SET status = 'era5_scored' WHERE miner_uid = 0;
                INSERT INTO state_transitions (outcome_id, run_id, response_id, from_status, to_status, reason, at)
                    SELECT outcome_id, run_id, response_id, from_status, to_status, reason, at FROM state_transitions
                    WHERE response_id IS NOT NULL ORDER BY id DESC LIMIT 1;
                DELETE FROM miner_stats WHERE miner_uid = 1;
                UPDATE weather_forecast_runs SET status = 'awaiting_era5';
                """);

        assertThat(differences())
                .containsExactly(
                        "weather_forecast_runs, run 1: status is awaiting_era5, the replay gives scoring_era5",
                        "weather_miner_responses, run 1 uid 0: status is era5_scored, the replay gives era5_scoring",
                        "weather_forecast_stats, run 1 uid 0: era5_score_24h is 0.5, the replay gives 0.75",
                        "miner_stats, uid 1: the replay has it, the table does not",
                        "state_transitions, response 2, step 7: the table has it, the replay does not");
    }

    private static List<String> differences() throws Exception {
        return new Replay(TestDatabase.shared().server(), stored)
                .differences().stream().map(Difference::toString).toList();
    }

    /** Writes the outcomes of two miners, one of whom fails, and folds after each as a busy orchestrator would. */
    private record Script(RowsOnly rows) {
        void play() {
            rows.database().update("INSERT INTO node_table (uid, hotkey) VALUES (0, 'good'), (1, 'bad'), (2, 'late')");
            new RunOpener(rows.database(), () -> "validator").open("demo", CYCLE, null, "test", "a replayed run");
            // An interrupted fold leaves a gap in the responses' numbers.
            rows.database().query("SELECT nextval('weather_miner_responses_id_seq')");
            ofRun("run_seeded", """
                    {"miners": [{"uid": 0, "hotkey": "good"}, {"uid": 1, "hotkey": "bad"}]}""");
            ofRun("seed_ready", "{\"input_sources\": {\"gfs\": \"directory\"}}");
            ofRun("fetch_initiated", "{\"order\": [1, 0]}");
            ofMiner(0, "query_accepted", "{\"job_id\": \"a\", \"latency_ms\": 7}");
            ofMiner(1, "step_failed", """
                    {"stage": "query", "substep": "initiate_fetch", "code": "UNREACHABLE", "message": "no route",
                     "final": true, "remaining": 0, "latency_ms": null}""");
            ofMiner(0, "poll_done", "{\"n\": 1, \"latency_ms\": 8}");
            rows.database().update("""
                    INSERT INTO truth_status (source, valid_time, status, reason)
                    VALUES ('demo', '2018-10-10T18:00:00Z', 'gone', 'not a GRIB file')
                    """);
            ofRun("truth_gone", """
                    {"source": "demo", "valid_time": "2018-10-10T18:00:00Z", "reason": "not a GRIB file"}""");
            ofMiner(0, "verified", "{\"manifest_hash\": \"00\", \"latency_ms\": 9}");
            ofMiner(0, "day1_started", "{}");
            ofMiner(0, "day1_scored", "{\"score\": 0.9}");
            ofMiner(0, "lead_started", "{\"lead_hours\": 24}");
            ofMiner(0, "lead_scored", "{\"lead_hours\": 24, \"score\": 0.75, \"components\": 2}");
        }

        private void ofRun(String kind, String data) {
            rows.database()
                    .update(
                            "INSERT INTO outcomes (kind, run_id, data, actor) VALUES ($1, 1, $2, 'test')",
                            kind,
                            new JsonObject(data));
            fold();
        }

        private void ofMiner(int uid, String kind, String data) {
            rows.database().update("""
                            INSERT INTO outcomes (kind, run_id, response_id, miner_uid, data, actor)
                            SELECT $2, 1, id, $1, $3, 'test' FROM weather_miner_responses WHERE miner_uid = $1
                            """, uid, kind, new JsonObject(data));
            fold();
        }

        private void fold() {
            assertThat(new Fold(new PostgresBooks(rows.database())).fold()).isPositive();
        }
    }
}
