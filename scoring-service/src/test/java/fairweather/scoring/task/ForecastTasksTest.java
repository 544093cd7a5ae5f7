package fairweather.scoring.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import fairweather.forecast.codec.Zstd;
import fairweather.forecast.key.ObjectKey;
import fairweather.job.Due;
import fairweather.job.JobType;
import fairweather.job.NewJob;
import fairweather.scoring.metric.Sum;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.ComponentNumbers;
import fairweather.scoring.rig.Rig;
import fairweather.scoring.rig.Store;
import fairweather.scoring.rig.StubGateway;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastTasksTest {
    private static final List<Integer> SCORABLE = List.of(24, 48, 72, 120, 144, 168, 192, 216, 240);
    private static final String LEAD_120_OF_10U = "10u/5.0.0";
    private static final int STRIPE_START = 40;
    private static final int STRIPE_ROWS = 20;

    @TempDir
    private static Path cache;

    private static Rig rig;
    private static SortedMap<ObjectKey, byte[]> persistence;

    @BeforeAll
    static void seed_and_truth_are_known() throws IOException {
        rig = new Rig(Archive.DIRECTORY, cache);
        persistence = Store.persistence().objects();
        rig.settled(rig.enqueueSeed());
        for (int lead : Store.LEADS.subList(1, Store.LEADS.size())) {
            rig.settled(rig.enqueueTruth(lead, "2100-01-01T00:00:00Z"));
        }
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    @Test
    void day_1_of_persistence_is_what_plain_loops_find() {
        int response = rig.response(persistence);
        Row job = rig.run(JobType.DAY1, response);
        assertThat(job.getString("status")).isEqualTo("completed");

        double expected = 0;
        for (String variable : List.of("10u", "10v")) {
            float[] forecast = Archive.analysis(variable, 0);
            float[] truth = Archive.analysis(variable, 12);
            float[] reference = Archive.reference(variable);
            double mse = Archive.meanSquare(forecast, truth);
            double skill = 1 - mse / Archive.meanSquare(reference, truth);
            double acc = Archive.correlation(forecast, truth, Archive.climatology(variable));
            double pattern = Archive.correlation(forecast, reference, Archive.climatology(variable));
            assertThat(pattern).isGreaterThan(0.3);
            expected += (0.6 * Math.clamp(skill, 0, 1) + 0.4 * Math.clamp(acc, 0, 1)) / 2;

            Row row = rig.component(response, 12, variable);
            assertThat(row.getString("score_type")).isEqualTo("day1");
            assertThat(row.getString("truth_tier")).isEqualTo("gfs_analysis");
            assertThat(row.getDouble("rmse")).isEqualTo(Math.sqrt(mse), within(1e-6));
            assertThat(row.getDouble("skill_score_gfs")).isEqualTo(skill, within(1e-6));
            assertThat(row.getDouble("skill_score")).isEqualTo(skill, within(1e-6));
            assertThat(row.getDouble("acc")).isEqualTo(acc, within(1e-6));
            assertThat(row.getDouble("pattern_correlation")).isEqualTo(pattern, within(1e-6));
            assertThat(row.getDouble("clone_distance"))
                    .isEqualTo(Archive.meanSquare(forecast, reference), within(1e-6));
            assertThat(row.getDouble("clone_penalty")).isZero();
            assertThat(row.getBoolean("climatology_check_passed")).isTrue();
            assertThat(row.getBoolean("pattern_correlation_passed")).isTrue();
            assertThat((Double[]) row.getValue("sums")).hasSize(3 * Sum.WITH_REFERENCE);
            assertThat(row.getJsonObject("input_sources")
                            .getJsonObject("climatology")
                            .getJsonObject("substitution")
                            .getString("reason"))
                    .contains("Navy");
        }

        JsonObject outcome = rig.outcome(job.getLong("id"), "day1_scored");
        assertThat(outcome.getDouble("score")).isEqualTo(expected, within(1e-6));
        assertThat(rig.outcomes(job.getLong("id")).getFirst().getString("kind")).isEqualTo("day1_started");
        Row score = rig.scoreRow(response, -1);
        assertThat(score.getDouble("score")).isEqualTo(outcome.getDouble("score"));
        JsonObject eastward =
                score.getJsonObject("metrics").getJsonObject("variables").getJsonObject("10u_12h");
        assertThat(eastward.getBoolean("scored")).isTrue();
        assertThat(eastward.getBoolean("qc")).isTrue();
        for (String substep : List.of("load_inputs", "score")) {
            Row step = rig.step(response, "day1", substep, null);
            assertThat(step.getString("status")).isEqualTo("succeeded");
            assertThat(step.getLong("latency_ms")).isNotNegative();
        }
    }

    @Test
    void every_era5_lead_of_persistence_with_a_truth_is_scored_as_plain_loops_find() {
        int response = rig.response(persistence);
        Row job = rig.run(JobType.ERA5, response);
        assertThat(job.getString("status")).isEqualTo("completed");

        for (int lead : SCORABLE) {
            double score = 0;
            for (String variable : List.of("10u", "10v")) {
                float[] forecast = Archive.analysis(variable, 0);
                float[] truth = Archive.analysis(variable, lead);
                float[] climatology = Archive.climatology(variable);
                double mse = Archive.meanSquare(forecast, truth);
                double ratio = mse / Archive.meanSquare(climatology, truth);
                double acc = Archive.correlation(forecast, truth, climatology);
                score +=
                        (0.6 * Math.clamp(1 - ratio, 0, 1) + 0.3 * Math.clamp(acc, 0, 1) + 0.1 / (1 + Math.sqrt(ratio)))
                                / 2;
                Row row = rig.component(response, lead, variable);
                assertThat(row.getDouble("rmse")).isEqualTo(Math.sqrt(mse), within(1e-6));
                assertThat(row.getDouble("acc")).isEqualTo(acc, within(1e-6));
                assertThat(row.getDouble("skill_score_climatology")).isEqualTo(1 - ratio, within(1e-6));
                assertThat(row.getBoolean("scored")).isTrue();
                assertThat(row.getDouble("coverage")).isEqualTo(1);
                assertThat((Double[]) row.getValue("sums")).hasSize(3 * Sum.WITHOUT_REFERENCE);
            }
            assertThat(rig.scoreRow(response, lead).getDouble("score")).isEqualTo(score, within(1e-6));
            assertThat(rig.step(response, "era5", "score", lead).getString("status"))
                    .isEqualTo("succeeded");
            assertThat(rig.step(response, "era5", "lead", lead).getString("status"))
                    .isEqualTo("succeeded");
        }
        assertThat(rig.components(response)).hasSize(2 * SCORABLE.size());
        List<Row> scored = rig.outcomes(job.getLong("id")).stream()
                .filter(row -> row.getString("kind").equals("lead_scored"))
                .toList();
        assertThat(scored.stream().map(row -> row.getJsonObject("data").getInteger("lead_hours")))
                .containsExactlyElementsOf(SCORABLE);
        assertThat(scored).allMatch(row -> row.getJsonObject("data").getInteger("components") == 2);
        assertThat(rig.gateway.requests(response)).doesNotHaveDuplicates();
    }

    @Test
    void an_absent_variable_costs_that_variable_and_nothing_else() {
        int whole = rig.response(persistence);
        int part = rig.response(Store.persistence().without("10v").objects());
        rig.run(JobType.ERA5, whole);
        Row job = rig.run(JobType.ERA5, part);
        assertThat(job.getString("status")).isEqualTo("completed");

        Row absent = rig.component(part, 24, "10v");
        assertThat(absent.getBoolean("scored")).isFalse();
        assertThat(absent.getString("absence_code")).isEqualTo("CONTENT_LAYOUT");
        assertThat(absent.getString("absence_reason")).isEqualTo("the forecast has no variable 10v");
        assertThat(absent.getValue("sums")).isNull();
        assertThat(ComponentNumbers.of(rig.component(part, 24, "10u")))
                .isEqualTo(ComponentNumbers.of(rig.component(whole, 24, "10u")));
        double eastwardShare = rig.contribution(whole, 24, "10u") / 2;
        assertThat(rig.scoreRow(part, 24).getDouble("score")).isEqualTo(eastwardShare, within(1e-12));
        JsonObject outcome = rig.outcomes(job.getLong("id")).get(1).getJsonObject("data");
        assertThat(outcome.getInteger("components")).isEqualTo(1);
    }

    @Test
    void a_stripe_of_nan_is_absence_with_its_coverage_and_its_sums() {
        int response = rig.response(Store.persistence()
                .forecast((variable, lead) -> {
                    float[] field = Archive.analysis(variable, 0).clone();
                    if (variable.equals("10u")) {
                        Arrays.fill(
                                field,
                                STRIPE_START * Archive.COLUMNS,
                                (STRIPE_START + STRIPE_ROWS) * Archive.COLUMNS,
                                Float.NaN);
                    }
                    return field;
                })
                .objects());
        assertThat(rig.run(JobType.DAY1, response).getString("status")).isEqualTo("completed");
        assertThat(rig.run(JobType.ERA5, response).getString("status")).isEqualTo("completed");

        double missing = 0;
        double all = 0;
        for (int row = 1; row < Archive.ROWS - 1; row++) {
            double weight = Math.cos(Math.toRadians(90 - row));
            all += weight;
            missing += row >= STRIPE_START && row < STRIPE_START + STRIPE_ROWS ? weight : 0;
        }
        for (int lead : List.of(12, 24, 240)) {
            Row striped = rig.component(response, lead, "10u");
            assertThat(striped.getBoolean("scored")).isFalse();
            assertThat(striped.getString("absence_code")).isEqualTo("CONTENT_VALUES");
            assertThat(striped.getString("absence_reason")).contains("coverage");
            assertThat(striped.getDouble("coverage")).isEqualTo(1 - missing / all, within(1e-9));
            assertThat(striped.getValue("sums")).isNotNull();
            assertThat(rig.component(response, lead, "10v").getBoolean("scored"))
                    .isTrue();
        }
        for (int lead : List.of(24, 240)) {
            assertThat(rig.contribution(response, lead, "10v")).isPositive();
            assertThat(rig.scoreRow(response, lead).getDouble("score"))
                    .isEqualTo(rig.contribution(response, lead, "10v") / 2, within(1e-12));
        }
    }

    @Test
    @Tag("P-08")
    void knots_are_absence_and_the_score_is_exactly_zero() {
        int response = rig.response(Store.persistence()
                .units("knots")
                .forecast((variable, lead) -> {
                    float[] field = Archive.analysis(variable, 0).clone();
                    for (int i = 0; i < field.length; i++) {
                        field[i] *= 1.943844f;
                    }
                    return field;
                })
                .objects());
        Row day1 = rig.run(JobType.DAY1, response);
        assertThat(day1.getString("status")).isEqualTo("completed");
        assertThat(rig.outcome(day1.getLong("id"), "day1_scored").getDouble("score"))
                .isZero();
        assertThat(rig.run(JobType.ERA5, response).getString("status")).isEqualTo("completed");
        for (int lead : SCORABLE) {
            assertThat(rig.scoreRow(response, lead).getDouble("score")).isEqualTo(0.0);
        }
        assertThat(rig.components(response))
                .hasSize(2 * SCORABLE.size() + 2)
                .allMatch(row -> "CONTENT_VALUES".equals(row.getString("absence_code")));
    }

    @Test
    void a_missing_south_pole_row_changes_nothing_that_counts() {
        int whole = rig.response(persistence);
        int part = rig.response(Store.persistence().withoutSouthPole().objects());
        rig.run(JobType.ERA5, whole);
        rig.run(JobType.ERA5, part);
        for (int lead : SCORABLE) {
            assertThat(rig.component(part, lead, "10u").getDouble("coverage")).isEqualTo(1);
            assertThat(rig.scoreRow(part, lead).getDouble("score"))
                    .isEqualTo(rig.scoreRow(whole, lead).getDouble("score"), within(1e-9));
        }
    }

    @Test
    void longitudes_from_the_date_line_give_the_same_rows_bit_for_bit() {
        int greenwich = rig.response(persistence);
        int dateLine = rig.response(Store.persistence().fromTheDateLine().objects());
        for (int response : new int[] {greenwich, dateLine}) {
            rig.run(JobType.DAY1, response);
            rig.run(JobType.ERA5, response);
        }
        assertThat(rig.components(dateLine).stream().map(ComponentNumbers::of).toList())
                .isEqualTo(rig.components(greenwich).stream()
                        .map(ComponentNumbers::of)
                        .toList());
    }

    @Test
    @Tag("P-48")
    void a_changed_chunk_is_fetched_once_more_and_ends_the_job() {
        int response = rig.response(persistence);
        byte[] other = new Zstd(1).encode(new byte[Archive.ROWS * Archive.COLUMNS * Float.BYTES], Float.BYTES);
        rig.gateway.trouble(response, LEAD_120_OF_10U, StubGateway.otherBytes(other));
        Row job = rig.run(JobType.ERA5, response);

        assertThat(job.getString("status")).isEqualTo("cancelled");
        assertThat(rig.gateway.requests(response).stream().filter(request -> request.startsWith(LEAD_120_OF_10U)))
                .containsExactly(LEAD_120_OF_10U, LEAD_120_OF_10U + "?fresh=true");
        JsonObject failed = rig.outcome(job.getLong("id"), "lead_failed");
        assertThat(failed.getInteger("lead_hours")).isEqualTo(120);
        assertThat(failed.getString("code")).isEqualTo("INTEGRITY_CHUNK_HASH");
        assertThat(failed.getInteger("remaining")).isZero();
        assertThat(failed.containsKey("next_retry_at")).isFalse();
        Row step = rig.step(response, "era5", "score", 120);
        assertThat(step.getString("status")).isEqualTo("failed");
        assertThat(step.getJsonObject("error_json").getString("category")).isEqualTo("verification_failed");
        assertThat(rig.components(response).stream()
                        .map(row -> row.getInteger("lead_hours"))
                        .distinct())
                .containsExactly(24, 48, 72);
    }

    @Test
    void a_gateway_that_is_down_costs_the_miner_nothing() throws IOException {
        int response = rig.response(persistence);
        rig.gateway.goDown();
        long id = rig.enqueue(JobType.DAY1, response);
        await().atMost(10, TimeUnit.SECONDS).until(() -> rig.job(id).getInteger("deferrals") > 0);
        assertThat(rig.job(id).getInteger("attempts")).isLessThanOrEqualTo(1);
        assertThat(rig.step(response, "day1", "load_inputs", null).getInteger("retry_count"))
                .isZero();
        assertThat(rig.outcomes(id)).allMatch(row -> row.getString("kind").equals("day1_started"));

        rig.gateway.comeBack();
        rig.hurry(id);
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> rig.job(id).getString("status").equals("completed"));
        assertThat(rig.components(response)).hasSize(2);
    }

    @Test
    void a_reply_about_the_gateway_itself_costs_a_lead_nothing() {
        int response = rig.response(persistence);
        rig.gateway.trouble(response, "10u/2.0.0", StubGateway.problem(500, "VALIDATOR_INTERNAL"));
        long id = rig.enqueue(JobType.ERA5, response);
        Row waiting = rig.settled(id);
        assertThat(waiting.getString("status")).isEqualTo("pending");
        assertThat(waiting.getInteger("deferrals")).isEqualTo(1);
        Row step = rig.step(response, "era5", "score", 48);
        assertThat(step.getString("status")).isEqualTo("pending");
        assertThat(step.getInteger("retry_count")).isZero();
        assertThat(rig.outcomes(id)).noneMatch(row -> row.getString("kind").equals("lead_failed"));

        rig.gateway.noTrouble(response, "10u/2.0.0");
        rig.hurry(id);
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> rig.job(id).getString("status").equals("completed"));
        assertThat(rig.components(response)).hasSize(2 * SCORABLE.size());
    }

    @Test
    void a_lead_whose_bytes_cannot_be_had_is_retried_alone() {
        int response = rig.response(persistence);
        rig.gateway.trouble(response, "10v/2.0.0", StubGateway.problem(502, "UNREACHABLE"));
        long id = rig.enqueue(JobType.ERA5, response);
        Row waiting = rig.settled(id);
        assertThat(waiting.getString("status")).isEqualTo("pending");

        JsonObject failed = rig.outcome(id, "lead_failed");
        assertThat(failed.getInteger("lead_hours")).isEqualTo(48);
        assertThat(failed.getString("code")).isEqualTo("UNREACHABLE");
        assertThat(failed.getInteger("remaining")).isEqualTo(2);
        Row step = rig.step(response, "era5", "score", 48);
        assertThat(step.getString("status")).isEqualTo("retry_scheduled");
        assertThat(step.getInteger("retry_count")).isEqualTo(1);
        assertThat(step.getOffsetDateTime("next_retry_time").toInstant())
                .isEqualTo(failed.getInstant("next_retry_at"))
                .isEqualTo(waiting.getOffsetDateTime("due_at").toInstant());
        assertThat(rig.components(response)).hasSize(2 * (SCORABLE.size() - 1));

        rig.gateway.noTrouble(response, "10v/2.0.0");
        rig.hurry(id);
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> rig.job(id).getString("status").equals("completed"));
        assertThat(rig.components(response)).hasSize(2 * SCORABLE.size());
    }

    @Test
    void a_lead_whose_bytes_cannot_be_had_is_retried_alone_though_others_lie_in_chunks_of_its_other_variable() {
        int response = rig.response(Store.persistence().inOneChunk("10u").objects());
        rig.gateway.trouble(response, "10v/2.0.0", StubGateway.problem(502, "UNREACHABLE"));
        long id = rig.enqueue(JobType.ERA5, response);
        rig.settled(id);

        assertThat(rig.outcome(id, "lead_failed").getInteger("lead_hours")).isEqualTo(48);
        assertThat(rig.components(response)).hasSize(2 * (SCORABLE.size() - 1));
    }

    @Test
    void a_lead_of_which_nothing_can_be_read_fails_alone_when_its_budget_is_spent() {
        int response = rig.response(persistence);
        rig.gateway.trouble(response, "10u/1.0.0", StubGateway.problem(502, "HTTP_4XX"));
        rig.gateway.trouble(response, "10v/1.0.0", StubGateway.problem(502, "HTTP_4XX"));
        Row job = rig.run(JobType.ERA5, response);
        assertThat(job.getString("status")).isEqualTo("completed");
        JsonObject failed = rig.outcome(job.getLong("id"), "lead_failed");
        assertThat(failed.getInteger("lead_hours")).isEqualTo(24);
        assertThat(failed.containsKey("next_retry_at")).isFalse();
        assertThat(rig.step(response, "era5", "score", 24).getString("status")).isEqualTo("failed");
        assertThat(rig.components(response)).hasSize(2 * (SCORABLE.size() - 1));
    }

    @Test
    void bytes_that_break_off_are_asked_for_once_more_and_then_are_the_miners_trouble() {
        int response = rig.response(persistence);
        rig.gateway.trouble(response, "10u/0.0.0", StubGateway.brokenOff());
        long id = rig.enqueue(JobType.DAY1, response);
        Row job = rig.settled(id);
        assertThat(job.getString("status")).isEqualTo("retry_scheduled");
        assertThat(job.getString("last_error_code")).isEqualTo("TIMEOUT_READ");
        assertThat(rig.gateway.requests(response).stream().filter("10u/0.0.0"::equals))
                .hasSize(2);
        JsonObject failed = rig.outcome(id, "step_failed");
        assertThat(failed.getString("stage")).isEqualTo("day1");
        assertThat(failed.getString("substep")).isEqualTo("load_inputs");
        assertThat(rig.step(response, "day1", "load_inputs", null).getInteger("retry_count"))
                .isEqualTo(1);
    }

    @Test
    void a_forecast_without_any_configured_variable_fails_for_its_layout() {
        int response = rig.response(Store.persistence()
                .called("10u", "wind_x")
                .called("10v", "wind_y")
                .objects());
        Row job = rig.run(JobType.DAY1, response);
        assertThat(job.getString("status")).isEqualTo("failed");
        assertThat(job.getString("last_error_code")).isEqualTo("CONTENT_LAYOUT");
        assertThat(job.getString("last_error")).startsWith("no configured variable can be read");
        assertThat(rig.step(response, "day1", "load_inputs", null).getString("status"))
                .isEqualTo("failed");
        assertThat(rig.components(response)).isEmpty();
    }

    @Test
    @Tag("P-32")
    @Tag("I7")
    void a_repeated_job_skips_the_leads_that_are_done() {
        int response = rig.response(persistence);
        rig.run(JobType.ERA5, response);
        int requests = rig.gateway.requests(response).size();
        Row again = rig.run(JobType.ERA5, response);
        assertThat(again.getString("status")).isEqualTo("completed");
        assertThat(rig.outcomes(again.getLong("id"))).isEmpty();
        assertThat(rig.gateway.requests(response)).hasSize(requests);

        rig.run(JobType.DAY1, response);
        Row day1 = rig.run(JobType.DAY1, response);
        assertThat(day1.getJsonObject("result").getString("outcome")).isEqualTo("skipped");
    }

    @Test
    void a_worker_whose_lease_is_taken_writes_nothing() throws InterruptedException {
        int response = rig.response(persistence);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch stolen = new CountDownLatch(1);
        rig.gateway.trouble(response, "10v/1.0.0", (exchange, bytes) -> {
            asked.countDown();
            awaitQuietly(stolen);
            return false;
        });
        long id = rig.enqueue(JobType.ERA5, response);
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        rig.database().update("""
                        UPDATE validator_jobs SET lease_token = lease_token + 1, claimed_by = 'another',
                            lease_expires_at = fw_now() + interval '1 hour' WHERE id = $1
                        """, id);
        stolen.countDown();

        int other = rig.response(persistence);
        assertThat(rig.run(JobType.ERA5, other).getString("status")).isEqualTo("completed");
        assertThat(rig.components(response)).isEmpty();
        assertThat(rig.outcomes(id).stream().map(row -> row.getString("kind"))).containsExactly("lead_started");
        assertThat(rig.job(id).getString("claimed_by")).isEqualTo("another");
        assertThat(rig.step(response, "era5", "score", 24).getString("status")).isEqualTo("in_progress");
    }

    @Test
    void a_job_whose_parts_do_not_belong_together_touches_nothing() {
        int response = rig.response(persistence);
        JsonObject payload = new JsonObject().put("miner_hotkey", "hotkey-of-nobody");
        long id = rig.enqueue(NewJob.ofMiner(JobType.DAY1, rig.runId, response, 999, payload, Due.now()));
        Row job = rig.settled(id);
        assertThat(job.getString("status")).isEqualTo("failed");
        assertThat(job.getString("last_error_code")).isEqualTo("ISOLATION");
        assertThat(rig.gateway.requests(response)).isEmpty();
        assertThat(rig.components(response)).isEmpty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
