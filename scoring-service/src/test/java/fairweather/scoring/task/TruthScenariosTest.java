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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Truth that is late, that never comes, and that another provider has: the rows, day by day. */
class TruthScenariosTest {
    private static final Instant VALID = Archive.START.plus(Duration.ofHours(24));
    private static final Instant NEXT_DAY = Archive.START.plus(Duration.ofHours(48));

    @TempDir
    private Path temporary;

    private final FaultySource arco = new FaultySource("arco");
    private final FaultySource cds = new FaultySource("cds");
    private final FaultySource others = new FaultySource("others");
    private Rig rig;
    private String giveUpAt;

    @BeforeEach
    void open() throws IOException {
        rig = new Rig(database -> ReferenceData.of(
                        "demo",
                        new Providers(null, others, List.of(arco, cds), others),
                        FieldCache.open(temporary.resolve("cache")),
                        new StoredChoices(database)))
                .configured(new JsonObject().put("test_mode", false).put("era5_check_seconds", 3600));
        giveUpAt = rig.database()
                .first("SELECT fw_now() + interval '7 days' AS until")
                .orElseThrow()
                .getOffsetDateTime("until")
                .toInstant()
                .toString();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static FaultySource lacking(FaultySource source, Instant time, Readiness instead) {
        return source.failing(key -> key.validTime().equals(time) ? Optional.of(instead) : Optional.empty());
    }

    private Row truth(Instant time) {
        return rig.database()
                .first("SELECT * FROM truth_status WHERE valid_time = $1", time.atOffset(ZoneOffset.UTC))
                .orElseThrow();
    }

    private List<String> choices() {
        return rig
                .database()
                .query("SELECT source || ' ' || provider AS choice FROM truth_choices ORDER BY valid_time")
                .stream()
                .map(row -> row.getString("choice"))
                .toList();
    }

    private List<String> kinds(long job) {
        return rig.outcomes(job).stream()
                .map(row -> row.getString("kind"))
                .distinct()
                .toList();
    }

    private List<String> log() {
        return rig
                .database()
                .query("SELECT level || ' ' || message AS line FROM validator_job_logs ORDER BY id")
                .stream()
                .map(row -> row.getString("line"))
                .toList();
    }

    private Row lookAgain(long job) {
        rig.hurry(job);
        return rig.settled(job);
    }

    @Test
    void a_truth_that_comes_two_days_late_is_ready_then_and_costs_no_attempt() {
        lacking(arco, VALID, new Readiness.NotYet("announced until the day before"));
        lacking(cds, VALID, new Readiness.NotYet("the data set ends the day before"));
        long job = rig.enqueueTruth(24, giveUpAt);
        rig.settled(job);
        for (int day = 0; day < 2; day++) {
            rig.later(Duration.ofDays(1));
            Row waits = lookAgain(job);
            assertThat(waits.getString("status")).isEqualTo("pending");
            assertThat(waits.getInteger("attempts")).isZero();
            assertThat(truth(VALID).getString("status")).isEqualTo("not_yet");
            assertThat(truth(VALID).getString("reason"))
                    .isEqualTo("arco: announced until the day before; cds: the data set ends the day before");
            assertThat(choices()).isEmpty();
        }

        arco.healed();
        assertThat(lookAgain(job).getString("status")).isEqualTo("completed");
        assertThat(truth(VALID).getString("status")).isEqualTo("ready");
        assertThat(truth(VALID).getJsonObject("checksums").fieldNames()).containsExactly("10u", "10v");
        assertThat(choices()).containsExactly("demo arco");
        assertThat(kinds(job)).containsExactly("truth_waiting", "truth_ready");
        assertThat(rig.database()
                        .first("SELECT DISTINCT version, etag FROM reference_fields WHERE product = 'era5'")
                        .orElseThrow()
                        .getString("version"))
                .isEqualTo("ERA5T");
    }

    @Test
    void one_date_that_is_missing_for_good_is_given_up_after_seven_days_and_the_next_is_scored() {
        lacking(arco, VALID, new Readiness.NotYet("no chunk"));
        lacking(cds, VALID, new Readiness.Gone("withdrawn"));
        long missing = rig.enqueueTruth(24, giveUpAt);
        long next = rig.enqueueTruth(48, giveUpAt);
        assertThat(rig.settled(next).getString("status")).isEqualTo("completed");
        assertThat(rig.settled(missing).getString("status")).isEqualTo("pending");

        assertThat(log()).as("what is not late is nobody's concern").isEmpty();
        for (int days : new int[] {4, 2}) {
            rig.later(Duration.ofDays(days));
            assertThat(lookAgain(missing).getString("status")).isEqualTo("pending");
        }
        assertThat(log())
                .containsExactly("ERROR reference data: the truth of " + FieldKey.spoken(VALID)
                        + " has been waited for more than 3 days");
        rig.later(Duration.ofDays(2));
        assertThat(lookAgain(missing).getString("status")).isEqualTo("completed");

        assertThat(truth(VALID).getString("status")).isEqualTo("gone");
        assertThat(truth(VALID).getString("reason"))
                .isEqualTo("given up after waiting: arco: no chunk; cds: withdrawn");
        assertThat(truth(NEXT_DAY).getString("status")).isEqualTo("ready");
        assertThat(kinds(missing)).containsExactly("truth_waiting", "truth_gone");
        assertThat(choices()).containsExactly("demo arco");
    }

    @Test
    void the_second_provider_gives_a_truth_that_the_first_does_not_have_and_is_kept_to() {
        lacking(arco, VALID, new Readiness.NotYet("stalled for days"));
        long job = rig.enqueueTruth(24, giveUpAt);
        assertThat(rig.settled(job).getString("status")).isEqualTo("completed");
        assertThat(choices()).containsExactly("demo cds");

        arco.healed();
        Row origin = rig.database()
                .first("SELECT provenance ->> 'source' AS source FROM reference_fields WHERE product = 'era5' LIMIT 1")
                .orElseThrow();
        assertThat(origin.getString("source")).isEqualTo("cds");
        assertThat(new StoredChoices(rig.database()).choose("demo", VALID, "arco"))
                .isEqualTo("cds");
        assertThat(arco.asked()).allMatch(key -> key.product() == Product.ERA5);
    }

    @Test
    void a_job_of_a_provider_is_looked_at_when_it_says() {
        lacking(arco, VALID, new Readiness.NotYet("not announced"));
        lacking(cds, VALID, new Readiness.NotYet("the job is running", Duration.ofSeconds(20)));
        long job = rig.enqueueTruth(24, giveUpAt);
        rig.settled(job);

        long seconds = rig.database()
                .first("SELECT extract(epoch FROM next_check_at - fw_now())::bigint AS seconds FROM truth_status")
                .orElseThrow()
                .getLong("seconds");
        assertThat(seconds).isBetween(5L, 20L);
    }
}
