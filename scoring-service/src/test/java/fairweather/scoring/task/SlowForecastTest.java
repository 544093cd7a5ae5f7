package fairweather.scoring.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.job.JobType;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.Rig;
import fairweather.scoring.rig.Store;
import fairweather.scoring.rig.StubGateway.Trouble;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A miner whose every object is in time, but not all of them together. */
class SlowForecastTest {
    private static final Duration LEAD_LIMIT = Duration.ofSeconds(2);

    @TempDir
    private static Path cache;

    private static Rig rig;

    @BeforeAll
    static void the_truth_of_two_leads_is_known() throws IOException {
        rig = new Rig(Archive.DIRECTORY, cache, LEAD_LIMIT);
        rig.settled(rig.enqueueSeed());
        rig.settled(rig.enqueueTruth(24, "2100-01-01T00:00:00Z"));
        rig.settled(rig.enqueueTruth(48, "2100-01-01T00:00:00Z"));
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    @Test
    void a_lead_that_takes_too_long_is_the_miners_time_out() {
        int response = rig.response(Store.persistence().objects());
        rig.gateway.trouble(response, "10u/1.0.0", slow());
        Row job = rig.run(JobType.ERA5, response);
        assertThat(job.getString("status")).isEqualTo("pending");

        JsonObject failed = rig.outcome(job.getLong("id"), "lead_failed");
        assertThat(failed.getString("code")).isEqualTo("TIMEOUT_TOTAL");
        Row step = rig.step(response, "era5", "score", 24);
        assertThat(step.getString("status")).isEqualTo("retry_scheduled");
        assertThat(step.getJsonObject("error_json").getString("category")).isEqualTo("timeout");
        assertThat(rig.gateway.requests(response)).doesNotContain("10v/1.0.0");
    }

    @Test
    void an_execution_that_was_as_long_as_a_lead_may_be_gives_the_slot_back_before_the_next_lead() {
        int response = rig.response(Store.persistence().objects());
        rig.gateway.trouble(response, "10v/1.0.0", slow());
        long id = rig.enqueue(JobType.ERA5, response);
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> rig.components(response).size() == 4);
        assertThat(rig.outcomes(id)).noneMatch(row -> row.getString("kind").equals("lead_failed"));
        assertThat(rig.gateway.requests(response).stream().filter(".zmetadata"::equals))
                .hasSize(2);
    }

    @Test
    @Tag("P-07")
    void a_day_1_that_takes_too_long_is_tried_again_and_has_no_score() {
        int response = rig.response(Store.persistence().objects());
        rig.gateway.trouble(response, "10u/0.0.0", slow());
        Row job = rig.run(JobType.DAY1, response);
        assertThat(job.getString("status")).isEqualTo("retry_scheduled");
        assertThat(job.getString("last_error_code")).isEqualTo("TIMEOUT_TOTAL");
        assertThat(rig.step(response, "day1", "load_inputs", null).getString("status"))
                .isEqualTo("retry_scheduled");
        assertThat(rig.gateway.requests(response)).doesNotContain("10v/0.0.0");
        assertThat(rig.outcomes(job.getLong("id")))
                .extracting(row -> row.getString("kind"))
                .containsExactly("day1_started", "step_failed");
        assertThat(rig.components(response)).isEmpty();
        assertThat(rig.database().query("SELECT FROM weather_miner_scores WHERE response_id = $1", response))
                .isEmpty();
    }

    /** The right bytes, after longer than a lead may take. */
    private static Trouble slow() {
        return (exchange, bytes) -> {
            try {
                return new CountDownLatch(1).await(LEAD_LIMIT.toMillis() + 100, TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
        };
    }
}
