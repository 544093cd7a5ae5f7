package fairweather.scoring.task;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.reference.FieldKey;
import fairweather.reference.Product;
import fairweather.reference.Readiness;
import fairweather.reference.cache.FieldCache;
import fairweather.reference.provider.Providers;
import fairweather.reference.provider.ReferenceData;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.FaultySource;
import fairweather.scoring.rig.Rig;
import fairweather.scoring.store.StoredChoices;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a seed does when its cycle is late, and what it saves of the cycle for the later leads. */
class SavedLeadsTest {
    @TempDir
    private Path temporary;

    private final FaultySource gfs = new FaultySource("gfs");
    private final FaultySource others = new FaultySource("others");
    private Rig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new Rig(database -> ReferenceData.of(
                "demo",
                new Providers(null, gfs, List.of(others), others),
                FieldCache.open(temporary.resolve("cache")),
                new StoredChoices(database)));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static Predicate<FieldKey> lead(int hours) {
        return key -> Integer.valueOf(hours).equals(key.leadHours());
    }

    private void without(Predicate<FieldKey> these, Readiness instead) {
        gfs.failing(key -> these.test(key) ? Optional.of(instead) : Optional.empty());
    }

    private String saved(int lead) {
        return rig.step(0, "seed", "save_reference", lead).getString("status");
    }

    private List<String> kinds(long job) {
        return rig.outcomes(job).stream().map(row -> row.getString("kind")).toList();
    }

    private List<String> log() {
        return rig
                .database()
                .query("SELECT level || ' ' || message AS line FROM validator_job_logs ORDER BY id")
                .stream()
                .map(row -> row.getString("line"))
                .toList();
    }

    private Duration untilDue(long job) {
        Row row = rig.database()
                .first(
                        "SELECT extract(epoch FROM due_at - fw_now())::bigint AS seconds FROM validator_jobs WHERE id = $1",
                        job)
                .orElseThrow();
        return Duration.ofSeconds(row.getLong("seconds"));
    }

    @Test
    void a_seed_saves_what_its_cycle_forecast_for_every_later_lead() {
        long job = rig.enqueueSeed();
        assertThat(rig.settled(job).getString("status")).isEqualTo("completed");

        assertThat(kinds(job)).containsExactly("seed_ready");
        assertThat(saved(24)).isEqualTo("succeeded");
        assertThat(saved(240)).isEqualTo("succeeded");
        List<Row> rows = rig.database()
                .query(
                        "SELECT * FROM reference_fields WHERE product = 'gfs_forecast' AND init_time = $1 "
                                + "AND variable_name = '10u' ORDER BY valid_time",
                        Archive.START.atOffset(ZoneOffset.UTC));
        assertThat(rows).hasSize(11);
        assertThat(rows.getLast().getString("etag")).isEqualTo("\"v1\"");
        assertThat(rows.getLast().getString("version")).isEqualTo("ERA5T");
        JsonObject provenance = rows.getLast().getJsonObject("provenance");
        assertThat(provenance.getString("etag")).isEqualTo("\"v1\"");
        assertThat(provenance.getString("bytes")).isEqualTo("0-99");
        assertThat(provenance.getString("release")).isEqualTo("ERA5T");
        assertThat(provenance.getInteger("lead_hours")).isEqualTo(240);
    }

    @Test
    void when_day_1_can_be_scored_its_climatology_is_on_record_as_cached() {
        rig.settled(rig.enqueueSeed());

        Row step = rig.step(0, "day1", "clim_cache", null);
        assertThat(step.getString("status")).isEqualTo("succeeded");
        assertThat(step.getString("miner_hotkey")).isEqualTo("coordinator");
        assertThat(step.getJsonObject("context").getJsonArray("leads").encode()).isEqualTo("[\"12\"]");
    }

    @Test
    void a_lead_that_is_not_there_yet_delays_nothing_and_is_asked_for_alone() {
        without(lead(240), new Readiness.NotYet("f240 is not there"));
        long job = rig.enqueueSeed();

        Row waits = rig.settled(job);
        assertThat(kinds(job)).containsExactly("seed_ready");
        assertThat(waits.getString("status")).isEqualTo("pending");
        assertThat(waits.getInteger("deferrals"))
                .as("after Day 1, after each of nine leads, and for the tenth")
                .isEqualTo(1 + 9 + 1);
        assertThat(saved(216)).isEqualTo("succeeded");
        Row step = rig.step(0, "seed", "save_reference", 240);
        assertThat(step.getString("status")).isEqualTo("pending");
        assertThat(step.getOffsetDateTime("next_retry_time")).isEqualTo(waits.getOffsetDateTime("due_at"));

        gfs.healed().asked().clear();
        rig.hurry(job);
        assertThat(rig.settled(job).getString("status")).isEqualTo("completed");
        assertThat(kinds(job)).containsExactly("seed_ready");
        assertThat(saved(240)).isEqualTo("succeeded");
        assertThat(gfs.asked()).hasSize(2).allMatch(lead(240));
    }

    @Test
    void a_lead_that_does_not_come_in_twelve_hours_is_given_up_with_a_line_and_the_seed_is_done() {
        without(lead(240), new Readiness.NotYet("f240 is not there"));
        long job = rig.enqueueSeed();
        rig.settled(job);

        rig.later(Duration.ofHours(13));
        rig.hurry(job);
        assertThat(rig.settled(job).getString("status")).isEqualTo("completed");
        assertThat(saved(240)).isEqualTo("failed");
        assertThat(log())
                .contains("INFO scored without the GFS forecast of this cycle are the leads [240]: "
                        + "given up after waiting: f240 is not there");
    }

    @Test
    void leads_that_will_never_come_or_contradict_themselves_end_nothing() {
        gfs.failing(key -> key.leadHours() == null || key.leadHours() == 12
                ? Optional.empty()
                : Optional.of(
                        key.leadHours() == 24 ? new Readiness.Broken("another grid") : new Readiness.Gone("purged")));
        long job = rig.enqueueSeed();

        assertThat(rig.settled(job).getString("status")).isEqualTo("completed");
        assertThat(kinds(job)).containsExactly("seed_ready");
        assertThat(saved(24)).isEqualTo("failed");
        assertThat(rig.step(0, "seed", "save_reference", 24)
                        .getJsonObject("error_json")
                        .encode())
                .contains("another grid");
        assertThat(log()).hasSize(1);
    }

    @Test
    void a_cycle_that_is_late_is_told_after_six_hours_once_and_fails_the_run_after_twelve() {
        without(key -> key.product() == Product.GFS_ANALYSIS, new Readiness.NotYet("no mirror has the cycle"));
        long job = rig.enqueueSeed();
        assertThat(rig.settled(job).getString("status")).isEqualTo("pending");
        assertThat(log()).isEmpty();

        rig.later(Duration.ofHours(7));
        for (int look = 0; look < 2; look++) {
            rig.hurry(job);
            assertThat(rig.settled(job).getString("status")).isEqualTo("pending");
        }
        assertThat(log())
                .containsExactly("ERROR reference data: the cycle has been waited for more than 6 hours; the run fails "
                        + "after 12");

        rig.later(Duration.ofHours(6));
        rig.hurry(job);
        Row ended = rig.settled(job);
        assertThat(ended.getString("status")).isEqualTo("failed");
        assertThat(ended.getString("last_error_code")).isEqualTo("REFERENCE_NOT_READY");
        JsonObject outcome = rig.outcome(job, "step_failed");
        assertThat(outcome.getString("message")).isEqualTo("given up after 12 hours: no mirror has the cycle");
        assertThat(outcome.getValue("next_retry_at")).isNull();
    }

    @Test
    void what_says_when_it_is_worth_asking_again_is_asked_then_and_at_most_a_minute_later() {
        rig.configured(new JsonObject().put("test_mode", false));
        Predicate<FieldKey> analyses = key -> key.product() == Product.GFS_ANALYSIS;

        without(analyses, new Readiness.NotYet("another process fetches it", Duration.ofSeconds(30)));
        long job = rig.enqueueSeed();
        rig.settled(job);
        assertThat(untilDue(job)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));

        without(analyses, new Readiness.NotYet("a job is queued", Duration.ofHours(1)));
        rig.hurry(job);
        rig.settled(job);
        assertThat(untilDue(job)).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(60));

        without(analyses, new Readiness.NotYet("the cycle has not begun"));
        rig.hurry(job);
        rig.settled(job);
        assertThat(untilDue(job)).isBetween(Duration.ofSeconds(585), Duration.ofSeconds(600));
    }
}
