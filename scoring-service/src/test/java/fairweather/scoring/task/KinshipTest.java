package fairweather.scoring.task;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.forecast.key.ObjectKey;
import fairweather.job.JobType;
import fairweather.job.Report;
import fairweather.job.Write;
import fairweather.response.ResponseStatus;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.Rig;
import fairweather.scoring.rig.Store;
import fairweather.scoring.store.KinshipStore;
import fairweather.scoring.store.ManifestStore;
import fairweather.scoring.store.Response;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Near-duplicates among the miners of a run, whoever commits first and whatever dies in between. */
class KinshipTest {
    private static final List<Integer> TRUTHS = List.of(24, 48);

    @TempDir
    private static Path cache;

    private static Rig rig;
    private static Kinship kinship;

    @BeforeAll
    static void seed_and_truth_are_known() throws IOException {
        rig = new Rig(Archive.DIRECTORY, cache);
        rig.settled(rig.enqueueSeed());
        for (int lead : TRUTHS) {
            rig.settled(rig.enqueueTruth(lead, "2100-01-01T00:00:00Z"));
        }
        kinship = new Kinship(new KinshipStore(rig.database()), new ManifestStore(rig.database()));
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    /** Tests share a run: what one of them left is no other's business. */
    @BeforeEach
    void nothing_is_known_yet() {
        rig.database().update("DELETE FROM forecast_kinship");
        rig.database().update("DELETE FROM forecast_sketches");
        rig.database().update("DELETE FROM forecast_chunks");
    }

    @Test
    void a_copy_is_found_on_day_1_and_at_every_lead_and_by_its_chunks() {
        int original = rig.response(noisy(1, 0).objects());
        int other = rig.response(noisy(2, 0).objects());
        int copy = rig.response(noisy(1, 0).objects());
        for (int response : List.of(other, copy, original)) {
            rig.run(JobType.DAY1, response);
            rig.run(JobType.ERA5, response);
        }

        List<Row> pairs = pairs();
        assertThat(pairs)
                .extracting(row -> row.getString("kind") + " " + row.getInteger("lead_hours"))
                .containsExactly("chunks null", "day1 12", "era5 24", "era5 48");
        assertThat(pairs).allSatisfy(pair -> {
            assertThat(pair.getInteger("response_a")).isEqualTo(original);
            assertThat(pair.getInteger("response_b")).isEqualTo(copy);
            assertThat(pair.getDouble("least_distance")).isZero();
            assertThat(pair.getDouble("mean_distance")).isZero();
            assertThat(pair.getInteger("alike")).isEqualTo(pair.getInteger("compared"));
            assertThat(pair.getJsonObject("evidence").getInteger("first_frozen"))
                    .as("the first frozen is the original")
                    .isEqualTo(original);
        });
        assertThat(pairs.getFirst().getInteger("compared"))
                .as("a chunk per wind and lead")
                .isEqualTo(2 * Store.LEADS.size());
        JsonObject fields = pairs.getLast().getJsonObject("evidence").getJsonObject("components");
        assertThat(fields.getJsonObject("10u"))
                .isEqualTo(new JsonObject().put("distance", 0.0).put("mean_square", 0.0));
        assertThat(uncompared()).isZero();
    }

    @Test
    void a_copy_with_a_little_noise_and_another_variable_is_found_by_the_other_one_alone() {
        int original = rig.response(noisy(1, 0).objects());
        int disguised = rig.response(noisy(1, 0.02)
                .forecast((variable, lead) ->
                        variable.equals("10u") ? noise(1, 0.02, variable, lead) : noise(77, 0, variable, lead))
                .objects());
        rig.run(JobType.ERA5, original);
        rig.run(JobType.ERA5, disguised);

        assertThat(pairs()).hasSize(2).allSatisfy(pair -> {
            assertThat(pair.getString("kind")).isEqualTo("era5");
            assertThat(pair.getInteger("alike")).isOne();
            assertThat(pair.getInteger("compared")).isEqualTo(2);
            JsonObject fields = pair.getJsonObject("evidence").getJsonObject("components");
            assertThat(fields.getJsonObject("10u").getDouble("distance")).isBetween(0.00001, 0.0002);
            assertThat(fields.getJsonObject("10v").getDouble("distance")).isGreaterThan(0.3);
        });
    }

    @Test
    void a_copy_that_lists_thousands_of_made_up_chunks_besides_is_found_by_the_true_ones() {
        int original = rig.response(noisy(1, 0).objects());
        int padded = rig.response(noisy(1, 0).objects(), madeUp(10_000));
        rig.run(JobType.DAY1, padded);
        rig.run(JobType.DAY1, original);

        Row chunks = pairs().getFirst();
        assertThat(chunks.getString("kind")).isEqualTo("chunks");
        assertThat(chunks.getInteger("alike")).isEqualTo(2 * Store.LEADS.size());
        assertThat(chunks.getInteger("compared")).isEqualTo(2 * Store.LEADS.size());
        assertThat(chunks.getDouble("mean_distance")).isZero();
    }

    /** The lowest hashes there are, of chunks that do not exist. */
    private static Map<ObjectKey, String> madeUp(int chunks) {
        return IntStream.range(0, chunks)
                .boxed()
                .collect(Collectors.toMap(
                        i -> ObjectKey.of("10u/1000." + i + ".0"), i -> String.format("%016x%048x", i, 0)));
    }

    @Test
    void whichever_commits_later_finds_the_pair() {
        for (boolean firstComparesLast : List.of(false, true)) {
            nothing_is_known_yet();
            int one = committed(1);
            Report early = firstComparesLast ? null : kinship.pairs(response(one));
            int other = committed(1);
            Report late = kinship.pairs(response(other));
            if (early == null) {
                early = kinship.pairs(response(one));
            }
            write(firstComparesLast ? late : early);
            write(firstComparesLast ? early : late);

            assertThat(pairs()).as("first compares last: %s", firstComparesLast).hasSize(2);
            assertThat(uncompared()).isZero();
        }
    }

    @Test
    void many_that_compare_at_the_same_moment_find_every_pair_once() throws Exception {
        int miners = 6;
        List<Integer> responses =
                IntStream.range(0, miners).mapToObj(i -> committed(1)).toList();
        CyclicBarrier together = new CyclicBarrier(miners);
        try (ExecutorService threads = Executors.newFixedThreadPool(miners)) {
            List<Future<Void>> all = responses.stream()
                    .map(response -> threads.<Void>submit(() -> {
                        Report report = kinship.pairs(response(response));
                        together.await();
                        write(report);
                        return null;
                    }))
                    .toList();
            for (Future<Void> each : all) {
                each.get();
            }
        }

        assertThat(pairs().stream().filter(row -> row.getString("kind").equals("day1")))
                .hasSize(miners * (miners - 1) / 2);
        assertThat(uncompared()).isZero();
    }

    @Test
    void what_was_committed_by_an_attempt_that_died_is_compared_by_the_next_one() {
        int original = rig.response(noisy(1, 0).objects());
        rig.run(JobType.DAY1, original);
        int copy = committed(1);
        assertThat(uncompared()).as("it died before it compared").isEqualTo(2);
        assertThat(pairs()).isEmpty();

        assertThat(rig.run(JobType.DAY1, copy).getString("status")).isEqualTo("completed");

        assertThat(pairs()).extracting(row -> row.getString("kind")).containsExactly("chunks", "day1");
        assertThat(uncompared()).isZero();
    }

    @Test
    void a_later_scorer_sees_what_an_attempt_that_died_had_committed() {
        committed(1);
        int copy = rig.response(noisy(1, 0).objects());

        rig.run(JobType.DAY1, copy);

        assertThat(pairs()).hasSize(2);
    }

    @Test
    void others_are_read_page_by_page() {
        int original = rig.response(noisy(1, 0).objects());
        rig.run(JobType.DAY1, original);
        // Unlike all others, and in several pages; those of one page and a half would hide an error at the seam.
        rig.database().update("""
                WITH more AS (
                    INSERT INTO weather_miner_responses (run_id, miner_uid, miner_hotkey, status)
                    SELECT $1, 1000 + n, 'hotkey-' || 1000 + n, 'forecast_ready' FROM generate_series(1, 64) AS n
                    RETURNING id)
                INSERT INTO forecast_sketches (run_id, response_id, score_type, lead_hours, components, sketch)
                SELECT $1, more.id, s.score_type, s.lead_hours, s.components, s.sketch
                FROM more, forecast_sketches s WHERE s.response_id = $2
                """, rig.runId, original);
        int copy = rig.response(noisy(1, 0).objects());

        rig.run(JobType.DAY1, copy);

        assertThat(pairs().stream().filter(row -> row.getString("kind").equals("day1")))
                .hasSize(65)
                .allMatch(row -> row.getInteger("response_b") == copy);
    }

    /** A response whose sketches and chunks of Day 1 are there, and were not compared. */
    private static int committed(long seed) {
        int response = rig.response(noisy(seed, 0).objects());
        int twin = rig.response(noisy(seed, 0).objects());
        rig.run(JobType.DAY1, twin);
        rig.database().update("DELETE FROM forecast_kinship WHERE $1 IN (response_a, response_b)", twin);
        rig.database()
                .update(
                        "UPDATE forecast_sketches SET response_id = $1, compared_at = NULL WHERE response_id = $2",
                        response,
                        twin);
        rig.database()
                .update(
                        "UPDATE forecast_chunks SET response_id = $1, compared_at = NULL WHERE response_id = $2",
                        response,
                        twin);
        return response;
    }

    private static Response response(int id) {
        return new Response(id, rig.runId, 0, "any", ResponseStatus.DAY1_SCORED);
    }

    private static void write(Report report) {
        rig.database().transaction(tx -> {
            for (Write write : report.writes()) {
                tx.update(write.sql(), write.values().toArray());
            }
            return null;
        });
    }

    private static List<Row> pairs() {
        return rig.database().query("SELECT * FROM forecast_kinship ORDER BY kind, lead_hours, response_a, response_b");
    }

    private static long uncompared() {
        return rig.database().first("""
                        SELECT (SELECT count(*) FROM forecast_sketches WHERE compared_at IS NULL)
                             + (SELECT count(*) FROM forecast_chunks WHERE compared_at IS NULL) AS n
                        """).orElseThrow().getLong("n");
    }

    private static Store noisy(long seed, double more) {
        return Store.persistence().forecast((variable, lead) -> noise(seed, more, variable, lead));
    }

    /** The truth with a forecast's error of 2 m/s, and so much more noise. */
    private static float[] noise(long seed, double more, String variable, int lead) {
        float[] field = Archive.analysis(variable, TRUTHS.contains(lead) || lead == 12 ? lead : 0)
                .clone();
        Random error = new Random(seed * 1000 + lead + variable.hashCode());
        Random extra = new Random(seed + 5);
        for (int i = 0; i < field.length; i++) {
            field[i] += (float) (2 * error.nextGaussian() + more * extra.nextGaussian());
        }
        return field;
    }
}
