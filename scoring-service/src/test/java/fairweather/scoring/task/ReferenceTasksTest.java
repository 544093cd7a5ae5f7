package fairweather.scoring.task;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.job.JobType;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.Rig;
import fairweather.scoring.rig.Store;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceTasksTest {
    private static final String NEVER = "2100-01-01T00:00:00Z";
    private static final String LONG_AGO = "2000-01-01T00:00:00Z";

    @TempDir
    private Path temporary;

    private Rig demonstration() throws IOException {
        return new Rig(Archive.DIRECTORY, temporary.resolve("cache"));
    }

    /** A directory to which files may still be added. */
    private Rig openDirectory() throws IOException {
        Path directory = Files.createDirectories(temporary.resolve("open"));
        JsonObject index = new JsonObject(Files.readString(Archive.DIRECTORY.resolve("index.json")));
        index.put("closed", false);
        Files.writeString(directory.resolve("index.json"), index.encode());
        return new Rig(directory, temporary.resolve("cache"));
    }

    @Test
    void the_seed_tells_what_day_1_is_scored_against_and_what_stands_in_for_what() throws IOException {
        try (Rig rig = demonstration()) {
            long job = rig.enqueueSeed();
            assertThat(rig.settled(job).getString("status")).isEqualTo("completed");

            JsonObject sources = rig.outcome(job, "seed_ready").getJsonObject("input_sources");
            assertThat(sources.getString("source")).isEqualTo("demo");
            assertThat(sources.getString("cycle")).isEqualTo("2018-10-06T18:00:00Z");
            assertThat(sources.getJsonArray("day1_leads")).isEqualTo(new JsonArray(List.of(12)));
            assertThat(sources.getJsonObject("day1_unavailable").isEmpty()).isTrue();
            assertThat(sources.getJsonArray("substitutions")).hasSize(3);
            JsonObject eastward =
                    sources.getJsonObject("day1_fields").getJsonObject("12").getJsonObject("10u");
            assertThat(eastward.getJsonObject("truth").getString("product")).isEqualTo("gfs_analysis");
            assertThat(eastward.getJsonObject("reference").getInteger("lead_hours"))
                    .isEqualTo(3);
            assertThat(eastward.getJsonObject("reference")
                            .getJsonObject("substitution")
                            .getString("reason"))
                    .contains("12 hour forecast");

            assertThat(rig.database().query("SELECT DISTINCT product FROM reference_fields ORDER BY 1").stream()
                            .map(row -> row.getString(0)))
                    .containsExactly("climatology", "gfs_analysis", "gfs_forecast");
            Row step = rig.step(0, "seed", "download_gfs", null);
            assertThat(step.getString("status")).isEqualTo("succeeded");
            assertThat(step.getLong("latency_ms")).isNotNegative();
        }
    }

    @Test
    void a_field_that_is_not_the_catalogued_one_is_an_alert_and_is_never_used() throws IOException {
        try (Rig rig = demonstration()) {
            rig.database().update("""
                            INSERT INTO reference_fields (source, product, variable_name, valid_time, sha256, version,
                                                          provenance)
                            VALUES ('demo', 'gfs_analysis', '10u', $1, repeat('0', 64), '1', '{}')
                            """, Archive.START.plus(Duration.ofHours(12)).atOffset(ZoneOffset.UTC));

            long job = rig.enqueueSeed();
            Row ended = rig.settled(job);
            assertThat(ended.getString("status")).isEqualTo("retry_scheduled");
            assertThat(ended.getString("last_error_code")).isEqualTo("VALIDATOR_INTERNAL");
            assertThat(ended.getString("last_error")).contains("gfs_analysis of 10u", "catalogue");
            assertThat(rig.outcomes(job).stream().map(row -> row.getString("kind")))
                    .containsExactly("step_failed");
            assertThat(rig.database()
                            .first("SELECT message FROM validator_job_logs WHERE level = 'ERROR' AND job_id = $1", job)
                            .orElseThrow()
                            .getString("message"))
                    .contains("sha256");
        }
    }

    @Test
    @Tag("P-14")
    void the_seed_waits_for_data_that_are_not_there_yet_and_spends_nothing() throws IOException {
        try (Rig rig = openDirectory()) {
            Row ended = rig.settled(rig.enqueueSeed());
            assertThat(ended.getString("status")).isEqualTo("pending");
            assertThat(ended.getInteger("deferrals")).isEqualTo(1);
            Row step = rig.step(0, "seed", "download_gfs", null);
            assertThat(step.getInteger("retry_count")).isZero();
            assertThat(step.getOffsetDateTime("next_retry_time")).isEqualTo(ended.getOffsetDateTime("due_at"));
        }
    }

    @Test
    void an_unexpected_failure_of_day_1_is_accounted_to_the_step_under_way() throws IOException {
        try (Rig rig = demonstration()) {
            rig.database()
                    .update(
                            "UPDATE weather_forecast_runs SET input_sources = $1",
                            new JsonObject().put("day1_unavailable", new JsonObject().put("no lead", "a reason")));
            int response = rig.response(Store.persistence().objects());
            Row job = rig.run(JobType.DAY1, response);
            assertThat(job.getString("status")).isEqualTo("retry_scheduled");
            assertThat(job.getString("last_error_code")).isEqualTo("VALIDATOR_INTERNAL");
            Row step = rig.step(response, "day1", "load_inputs", null);
            assertThat(step.getString("status")).isEqualTo("retry_scheduled");
            assertThat(step.getInteger("retry_count")).isEqualTo(1);
            assertThat(rig.database()
                            .query("SELECT FROM weather_forecast_steps WHERE step_name = 'day1' AND substep = 'score'"))
                    .isEmpty();
        }
    }

    @Test
    void a_truth_that_exists_is_ready_with_the_checksums_of_its_fields() throws IOException {
        try (Rig rig = demonstration()) {
            long job = rig.enqueueTruth(24, NEVER);
            assertThat(rig.settled(job).getString("status")).isEqualTo("completed");

            JsonObject outcome = rig.outcome(job, "truth_ready");
            assertThat(outcome.getString("source")).isEqualTo("demo");
            assertThat(outcome.getString("valid_time")).isEqualTo("2018-10-07T18:00:00Z");
            assertThat(outcome.getLong("latency_ms")).isNotNegative();
            Row truth = truth(rig);
            assertThat(truth.getString("status")).isEqualTo("ready");
            String catalogued = rig.database()
                    .first("SELECT sha256 FROM reference_fields WHERE product = 'era5' AND variable_name = '10v'")
                    .orElseThrow()
                    .getString("sha256");
            assertThat(truth.getJsonObject("checksums").getJsonObject("10v").getString("truth"))
                    .isEqualTo(catalogued);
        }
    }

    @Test
    void a_reference_that_era5_can_do_without_never_makes_a_truth_wait_or_go() throws IOException {
        try (Rig rig = demonstration()) {
            rig.database().update("""
                            INSERT INTO reference_fields (source, product, variable_name, init_time, valid_time, sha256,
                                                          version, provenance)
                            VALUES ('demo', 'gfs_forecast', '10u', $1, $2, repeat('0', 64), '1', '{}')
                            """, utc(Archive.START), utc(Archive.START.plus(Duration.ofHours(24))));
            long job = rig.enqueueTruth(24, NEVER);
            assertThat(rig.settled(job).getString("status")).isEqualTo("completed");
            assertThat(truth(rig).getString("status")).isEqualTo("ready");
        }
    }

    @Test
    void the_truth_of_lead_96_is_gone_because_its_file_is_an_html_page() throws IOException {
        try (Rig rig = demonstration()) {
            long job = rig.enqueueTruth(96, NEVER);
            assertThat(rig.settled(job).getString("status")).isEqualTo("completed");

            String reason = rig.outcome(job, "truth_gone").getString("reason");
            assertThat(reason).contains("2018101018", "HTML page").doesNotContain("[TOKEN]", "Exception");
            Row truth = truth(rig);
            assertThat(truth.getString("status")).isEqualTo("gone");
            assertThat(truth.getString("reason")).isEqualTo(reason);
        }
    }

    @Test
    void a_truth_that_is_not_there_yet_is_looked_for_again_when_it_says() throws IOException {
        try (Rig rig = openDirectory()) {
            long job = rig.enqueueTruth(24, NEVER);
            Row ended = rig.settled(job);
            assertThat(ended.getString("status")).isEqualTo("pending");

            Instant next = rig.outcome(job, "truth_waiting").getInstant("next_check_at");
            assertThat(ended.getOffsetDateTime("due_at").toInstant()).isEqualTo(next);
            Row truth = truth(rig);
            assertThat(truth.getString("status")).isEqualTo("not_yet");
            assertThat(truth.getOffsetDateTime("next_check_at").toInstant()).isEqualTo(next);
        }
    }

    @Test
    void a_truth_is_given_up_when_its_time_is_over() throws IOException {
        try (Rig rig = openDirectory()) {
            long job = rig.enqueueTruth(24, LONG_AGO);
            assertThat(rig.settled(job).getString("status")).isEqualTo("completed");
            assertThat(rig.outcome(job, "truth_gone").getString("reason"))
                    .startsWith("given up after waiting: the file");
            assertThat(truth(rig).getString("status")).isEqualTo("gone");
        }
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static Row truth(Rig rig) {
        return rig.database().query("SELECT * FROM truth_status").getFirst();
    }
}
