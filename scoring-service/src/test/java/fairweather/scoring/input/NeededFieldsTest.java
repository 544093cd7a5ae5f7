package fairweather.scoring.input;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.reference.FieldKey;
import fairweather.reference.cache.CachedField;
import fairweather.reference.cache.FieldCache;
import fairweather.reference.cache.Retention;
import fairweather.reference.provider.Providers;
import fairweather.reference.provider.ReferenceData;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.FaultySource;
import fairweather.scoring.rig.Rig;
import fairweather.scoring.rig.Store;
import fairweather.scoring.store.OpenRun;
import fairweather.scoring.store.OpenRuns;
import fairweather.scoring.store.StoredChoices;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sweep that would keep nothing leaves to open runs. */
class NeededFieldsTest {
    private static final Retention NOTHING = new Retention(Duration.ZERO, Duration.ZERO, 0, 0);
    private static final Instant NOON = Archive.START.plus(Duration.ofHours(12));

    @TempDir
    private Path temporary;

    private final FaultySource source = new FaultySource("all");
    private FieldCache cache;
    private Rig rig;

    @BeforeEach
    void open() throws IOException {
        cache = FieldCache.open(temporary.resolve("cache"));
        rig = new Rig(database -> ReferenceData.of(
                "demo", new Providers(null, source, List.of(source), source), cache, new StoredChoices(database)));
        rig.settled(rig.enqueueSeed());
        rig.settled(rig.enqueueTruth(24, "2100-01-01T00:00:00Z"));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Set<FieldKey> swept() {
        return cache
                .sweep(NOTHING, () -> NeededFields.of(new OpenRuns(rig.database()).all(), rig.fields()))
                .orElseThrow()
                .removed()
                .stream()
                .map(CachedField::key)
                .collect(Collectors.toSet());
    }

    private OpenRun openRun() {
        return new OpenRuns(rig.database()).all().getFirst();
    }

    private void status(int response, String status) {
        rig.database().update("UPDATE weather_miner_responses SET status = $2 WHERE id = $1", response, status);
    }

    private static FieldKey saved(int lead) {
        return FieldKey.forecast("10u", null, Archive.START, lead);
    }

    @Test
    void before_anybody_was_asked_everything_is_needed() {
        assertThat(openRun().day1()).isTrue();
        assertThat(openRun().leads()).hasSize(10);
        assertThat(swept()).isEmpty();
    }

    @Test
    void day_1_is_needed_until_every_response_is_past_it() {
        int slow = rig.response(Store.persistence().objects());
        int fast = rig.response(Store.persistence().objects());
        status(fast, "day1_scored");
        assertThat(swept()).isEmpty();

        status(slow, "day1_scored");
        assertThat(openRun().day1()).isFalse();
        assertThat(swept())
                .containsExactlyInAnyOrder(
                        FieldKey.analysis("10u", null, NOON),
                        FieldKey.analysis("10v", null, NOON),
                        FieldKey.climatology("10u", null, NOON),
                        FieldKey.climatology("10v", null, NOON),
                        FieldKey.forecast("10u", null, Archive.START, 12),
                        FieldKey.forecast("10v", null, Archive.START, 12));
    }

    @Test
    void a_lead_is_needed_until_it_is_decided_for_every_response() {
        int response = rig.response(Store.persistence().objects());
        status(response, "era5_scoring");
        assertThat(swept()).doesNotContain(saved(24), FieldKey.truth("10u", null, NOON.plus(Duration.ofHours(12))));

        rig.database()
                .update("INSERT INTO weather_forecast_steps (run_id, miner_uid, miner_hotkey, step_name, substep, "
                        + "lead_hours, status) SELECT run_id, miner_uid, miner_hotkey, 'era5', 'score', 24, 'succeeded' "
                        + "FROM weather_miner_responses");
        assertThat(openRun().leads()).containsExactly(48, 72, 96, 120, 144, 168, 192, 216, 240);
        assertThat(swept())
                .contains(saved(24), FieldKey.truth("10u", null, NOON.plus(Duration.ofHours(12))))
                .doesNotContain(saved(48), saved(240));
    }

    @Test
    void of_responses_and_runs_that_have_ended_nothing_is_needed() {
        int response = rig.response(Store.persistence().objects());
        status(response, "cancelled");
        assertThat(openRun().day1()).isFalse();
        assertThat(openRun().leads()).isEmpty();

        rig.database().update("UPDATE weather_forecast_runs SET status = 'abandoned', completion_time = fw_now()");
        assertThat(new OpenRuns(rig.database()).all()).isEmpty();
        assertThat(swept()).hasSizeGreaterThan(20);
    }
}
