package fairweather.scoring.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.job.JobType;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.Rig;
import fairweather.scoring.rig.Store;
import fairweather.scoring.rig.StubGateway;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to one lead is nothing to the others. */
class LeadIndependenceTest {
    private static final List<Integer> KNOWN = List.of(24, 48, 72, 216);

    @TempDir
    private static Path cache;

    private static Rig rig;

    @BeforeAll
    static void theTruthOfSomeLeadsIsKnown() throws IOException {
        rig = new Rig(Archive.DIRECTORY, cache);
        rig.settled(rig.enqueueSeed());
        for (int lead : KNOWN) {
            rig.settled(rig.enqueueTruth(lead, "2100-01-01T00:00:00Z"));
        }
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    private static List<Object> scores(int response) {
        return List.of(24, 48, 72).stream()
                .map(lead -> (Object) rig.scoreRow(response, lead).getDouble("score"))
                .toList();
    }

    @Test
    @Tag("P-12")
    void a_token_that_is_refused_once_at_lead_216_costs_that_lead_one_attempt_and_no_score() {
        int undisturbed = rig.response(Store.persistence().objects());
        rig.settled(rig.enqueue(JobType.ERA5, undisturbed));
        int response = rig.response(Store.persistence().objects());
        rig.gateway.trouble(response, "10u/9.0.0", StubGateway.problem(502, "HTTP_401_403"));
        long id = rig.enqueue(JobType.ERA5, response);
        rig.settled(id);

        JsonObject failed = rig.outcome(id, "lead_failed");
        assertThat(failed.getInteger("lead_hours")).isEqualTo(216);
        assertThat(failed.getInteger("remaining")).isPositive();
        assertThat(scores(response)).isEqualTo(scores(undisturbed));
        assertThat(rig.step(response, "era5", "score", 216).getInteger("retry_count"))
                .isEqualTo(1);

        rig.gateway.noTrouble(response, "10u/9.0.0");
        rig.hurry(id);
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> rig.components(response).size() == 2 * KNOWN.size());
        assertThat(rig.scoreRow(response, 216).getDouble("score"))
                .isEqualTo(rig.scoreRow(undisturbed, 216).getDouble("score"));
        assertThat(scores(response)).isEqualTo(scores(undisturbed));
    }

    @Test
    @Tag("P-34")
    void leads_that_wait_for_their_truth_keep_nobody_from_being_scored() {
        int response = rig.response(Store.persistence().objects());
        Row job = rig.run(JobType.ERA5, response);

        assertThat(job.getString("status")).isEqualTo("pending");
        assertThat(job.getInteger("deferrals")).isEqualTo(1);
        assertThat(rig.components(response).stream()
                        .map(row -> row.getInteger("lead_hours"))
                        .distinct())
                .containsExactlyElementsOf(KNOWN);
    }

    /** Another run may have given it up; whether this one has, the fold says. */
    @Test
    void a_truth_that_is_gone_ends_no_lead_that_the_fold_has_not_ended() {
        int response = rig.response(Store.persistence().objects());
        rig.database()
                .update(
                        "INSERT INTO truth_status (source, valid_time, status, reason) "
                                + "SELECT 'demo', gfs_init_time_utc + interval '240 hours', 'gone', 'given up' FROM weather_forecast_runs "
                                + "ON CONFLICT (source, valid_time) DO UPDATE SET status = 'gone', reason = 'given up', next_check_at = NULL");
        rig.database()
                .update("INSERT INTO weather_forecast_steps (run_id, miner_uid, miner_hotkey, step_name, substep, "
                        + "lead_hours, status) SELECT run_id, miner_uid, miner_hotkey, 'era5', 'score', hours, 'failed' "
                        + "FROM weather_miner_responses, unnest(ARRAY[48, 72, 96, 120, 144, 168, 192, 216]) AS hours WHERE id = "
                        + response
                        + " ON CONFLICT DO NOTHING");

        assertThat(rig.run(JobType.ERA5, response).getString("status")).isEqualTo("pending");
    }
}
