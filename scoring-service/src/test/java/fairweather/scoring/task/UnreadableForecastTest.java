package fairweather.scoring.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import fairweather.forecast.key.ObjectKey;
import fairweather.job.JobType;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.Rig;
import fairweather.scoring.rig.Store;
import fairweather.scoring.rig.StubGateway;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A miner of whose objects some can never be had. */
class UnreadableForecastTest {
    @TempDir
    private static Path cache;

    private static Rig rig;
    private static SortedMap<ObjectKey, byte[]> persistence;

    @BeforeAll
    static void the_truth_of_two_leads_is_known() throws IOException {
        rig = new Rig(Archive.DIRECTORY, cache);
        persistence = Store.persistence().objects();
        rig.settled(rig.enqueueSeed());
        rig.settled(rig.enqueueTruth(24, "2100-01-01T00:00:00Z"));
        rig.settled(rig.enqueueTruth(48, "2100-01-01T00:00:00Z"));
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    @Test
    void a_component_that_never_can_be_read_is_absent_and_the_others_of_its_lead_are_scored() {
        int whole = rig.response(persistence);
        rig.run(JobType.ERA5, whole);
        int part = rig.response(persistence);
        rig.gateway.trouble(part, "10v/1.0.0", StubGateway.problem(502, "HTTP_4XX"));
        rig.gateway.trouble(part, "10u/2.0.0", StubGateway.problem(502, "UNREACHABLE"));
        long id = rig.enqueue(JobType.ERA5, part);
        rig.settled(id);
        assertThat(rig.outcome(id, "lead_failed").getInteger("lead_hours")).isEqualTo(48);
        rig.database().update("""
                        UPDATE weather_forecast_steps SET retry_count = 3
                        WHERE run_id = $1 AND substep = 'score' AND lead_hours = 48
                          AND miner_uid = (SELECT miner_uid FROM validator_jobs WHERE id = $2)
                        """, rig.runId, id);
        rig.hurry(id);
        await().atMost(10, TimeUnit.SECONDS).until(() -> rig.components(part).size() == 4);

        for (int lead : List.of(24, 48)) {
            String lost = lead == 24 ? "10v" : "10u";
            String kept = lead == 24 ? "10u" : "10v";
            Row absent = rig.component(part, lead, lost);
            assertThat(absent.getBoolean("scored")).isFalse();
            assertThat(absent.getString("absence_code")).isEqualTo(lead == 24 ? "HTTP_4XX" : "UNREACHABLE");
            assertThat(absent.getString("absence_reason")).isEqualTo("told by the gateway");
            assertThat(absent.getValue("sums")).isNull();
            assertThat((Double[]) rig.component(part, lead, kept).getValue("sums"))
                    .isEqualTo(rig.component(whole, lead, kept).getValue("sums"));
            assertThat(rig.scoreRow(part, lead).getDouble("score"))
                    .isEqualTo(rig.contribution(whole, lead, kept) / 2, within(1e-12));
            assertThat(rig.step(part, "era5", "score", lead).getString("status"))
                    .isEqualTo("succeeded");
        }
    }

    @Test
    void a_day_1_field_that_never_can_be_read_is_absent_and_the_other_is_scored() {
        int response = rig.response(persistence);
        rig.gateway.trouble(response, "10v/0.0.0", StubGateway.problem(502, "HTTP_4XX"));
        Row job = rig.run(JobType.DAY1, response);
        assertThat(job.getString("status")).isEqualTo("completed");
        assertThat(rig.component(response, 12, "10v").getString("absence_code")).isEqualTo("HTTP_4XX");
        assertThat(rig.component(response, 12, "10u").getBoolean("scored")).isTrue();

        int nothing = rig.response(persistence);
        rig.gateway.trouble(nothing, "10u/0.0.0", StubGateway.problem(502, "HTTP_4XX"));
        rig.gateway.trouble(nothing, "10v/0.0.0", StubGateway.problem(502, "HTTP_4XX"));
        Row failed = rig.run(JobType.DAY1, nothing);
        assertThat(failed.getString("status")).isEqualTo("failed");
        assertThat(failed.getString("last_error_code")).isEqualTo("HTTP_4XX");
        assertThat(rig.components(nothing)).isEmpty();
    }
}
