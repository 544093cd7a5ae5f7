package fairweather.scoring.child;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.forecast.key.ObjectKey;
import fairweather.job.JobType;
import fairweather.memory.MemoryBudget;
import fairweather.memory.MemoryNeed;
import fairweather.scoring.forecast.ReadingMemory;
import fairweather.scoring.forecast.Workplace;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.Rig;
import fairweather.scoring.rig.Store;
import fairweather.scoring.rig.StubGateway;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same forecasts scored in the process and in child JVMs: every row is the same to the last bit. */
class SameScoresTest {
    private static final List<Integer> SCORABLE = List.of(24, 240);

    /** What differs between two runs of the same work, or between two databases. */
    private static final Set<String> OWN = Set.of(
            "id",
            "run_id",
            "response_id",
            "calculated_at",
            "compared_at",
            "calculation_time",
            "created_at",
            "updated_at",
            "calculation_duration_ms");

    @TempDir
    private static Path cache;

    private static Rig here;
    private static Rig inChildren;

    @BeforeAll
    static void seed_and_truth_are_known_to_both() throws IOException {
        here = rigHere(new JsonObject());
        inChildren = rigWithChildren(new JsonObject());
    }

    private static Rig rigHere(JsonObject changes) throws IOException {
        return rig(Workplace.HERE, MemoryNeed.NONE, changes);
    }

    private static Rig rigWithChildren(JsonObject changes) throws IOException {
        MemoryBudget budget = MemoryBudget.UNLIMITED;
        return rig(
                new ChildWorkplace(budget, Duration.ofSeconds(20)),
                new MemoryNeed(budget, ReadingMemory.BASE + ChildWorkplace.OVERHEAD),
                changes);
    }

    private static Rig rig(Workplace workplace, MemoryNeed need, JsonObject changes) throws IOException {
        Rig rig = new Rig(Archive.DIRECTORY, cache, Duration.ofSeconds(900), workplace, need).configured(changes);
        rig.settled(rig.enqueueSeed());
        for (int lead : SCORABLE) {
            rig.settled(rig.enqueueTruth(lead, "2100-01-01T00:00:00Z"));
        }
        return rig;
    }

    @AfterAll
    static void close() {
        here.close();
        inChildren.close();
    }

    @Test
    void of_a_whole_forecast() {
        same(Store.persistence().objects(), "completed");
    }

    @Test
    void of_a_forecast_that_lacks_a_variable_or_has_gaps() {
        same(Store.persistence().without("10v").objects(), "completed");
        same(
                Store.persistence()
                        .forecast((variable, lead) -> {
                            float[] field = Archive.analysis(variable, 0).clone();
                            Arrays.fill(field, 1000, 2000, Float.NaN);
                            return field;
                        })
                        .withoutSouthPole()
                        .fromTheDateLine()
                        .objects(),
                "completed");
    }

    @Test
    void of_a_forecast_with_impossible_values_and_one_with_another_unit() {
        same(
                Store.persistence()
                        .forecast((variable, lead) -> {
                            float[] field = Archive.analysis(variable, 0).clone();
                            field[77] = 1e6f;
                            return field;
                        })
                        .objects(),
                "completed");
        same(Store.persistence().units("km h-1").objects(), "completed");
    }

    /** The child's heap is what the metadata say that such a chunk needs. */
    @Test
    void of_leads_that_share_their_chunks() {
        same(Store.persistence().inOneChunk().objects(), "completed");
    }

    @Test
    void of_a_chunk_that_cannot_be_decoded() {
        SortedMap<ObjectKey, byte[]> objects = new TreeMap<>(Store.persistence().objects());
        objects.put(ObjectKey.of("10u/0.0.0"), new byte[] {1, 2, 3});
        objects.put(ObjectKey.of("10u/1.0.0"), new byte[] {1, 2, 3});
        same(objects, "completed");
    }

    @Test
    void of_a_forecast_in_which_nothing_can_be_read() {
        same(Store.persistence().called("10u", "x").called("10v", "y").objects(), "failed");
    }

    @Test
    void in_mode_parity_with_other_weights() throws IOException {
        JsonObject parity = new JsonObject().put("mode", "parity").put("weight_rule", "cell-area-1");
        SortedMap<ObjectKey, byte[]> objects = Store.persistence()
                .forecast((variable, lead) -> {
                    float[] field = Archive.analysis(variable, 0).clone();
                    Arrays.fill(field, 1000, 1050, Float.NaN);
                    return field;
                })
                .objects();
        try (Rig parent = rigHere(parity);
                Rig children = rigWithChildren(parity)) {
            Map<String, Object> expected = scored(parent, objects, "completed");
            assertThat(scored(children, objects, "completed")).isEqualTo(expected);
            assertThat(String.valueOf(expected.get("day11210u")))
                    .contains("mode=parity")
                    .contains("weight_rule=cell-area-1")
                    .doesNotContain("parity_sums=null");
        }
    }

    @Test
    void of_bytes_that_are_not_what_was_frozen() {
        SortedMap<ObjectKey, byte[]> objects = Store.persistence().objects();
        for (Rig rig : List.of(here, inChildren)) {
            int response = rig.response(objects);
            rig.gateway.trouble(response, "10u/0.0.0", StubGateway.otherBytes(new byte[] {9}));
            Row job = rig.run(JobType.DAY1, response);
            assertThat(job.getString("status")).isEqualTo("failed");
            assertThat(job.getString("last_error_code")).isEqualTo("INTEGRITY_CHUNK_HASH");
        }
    }

    @Test
    void of_a_gateway_that_is_in_trouble_and_waited_for() {
        for (Rig rig : List.of(here, inChildren)) {
            int response = rig.response(Store.persistence().objects());
            rig.gateway.trouble(response, "10v/0.0.0", StubGateway.problem(503, "VALIDATOR_INTERNAL"));
            Row job = rig.run(JobType.DAY1, response);
            assertThat(job.getString("status")).isEqualTo("pending");
            assertThat(job.getInteger("attempts")).isZero();
            rig.gateway.noTrouble(response, "10v/0.0.0");
            rig.hurry(job.getLong("id"));
            assertThat(rig.settled(job.getLong("id")).getString("status")).isEqualTo("completed");
        }
    }

    private void same(SortedMap<ObjectKey, byte[]> objects, String day1Status) {
        assertThat(scored(inChildren, objects, day1Status)).isEqualTo(scored(here, objects, day1Status));
    }

    private static Map<String, Object> scored(Rig rig, SortedMap<ObjectKey, byte[]> objects, String day1Status) {
        int response = rig.response(objects);
        Row day1 = rig.run(JobType.DAY1, response);
        assertThat(day1.getString("status")).isEqualTo(day1Status);
        Row era5 = rig.run(JobType.ERA5, response);
        Map<String, Object> all = new HashMap<>();
        all.put("day1", String.valueOf(day1.getString("last_error")));
        all.put("era5", era5.getString("status"));
        for (Row row : rig.components(response)) {
            all.put(
                    row.getString("score_type") + row.getInteger("lead_hours") + row.getString("variable_name"),
                    plain(row));
        }
        for (Row row : rig.database()
                .query("SELECT * FROM weather_miner_scores WHERE response_id = $1 ORDER BY lead_hours", response)) {
            all.put("score of " + row.getInteger("lead_hours"), plain(row));
        }
        for (Row row : rig.database().query("SELECT * FROM forecast_sketches WHERE response_id = $1", response)) {
            all.put("sketch of " + row.getString("score_type") + row.getInteger("lead_hours"), plain(row));
        }
        return all;
    }

    private static Map<String, String> plain(Row row) {
        Map<String, String> plain = new TreeMap<>();
        for (int i = 0; i < row.size(); i++) {
            if (!OWN.contains(row.getColumnName(i))) {
                Object value = row.getValue(i);
                plain.put(
                        row.getColumnName(i),
                        value instanceof Object[] array ? Arrays.toString(array) : String.valueOf(value));
            }
        }
        return plain;
    }
}
