package fairweather.reference.climatology;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Broken;
import fairweather.reference.Readiness.Gone;
import fairweather.reference.Readiness.NotYet;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.object.ObjectTrouble;
import fairweather.reference.zarr.Python;
import fairweather.reference.zarr.SpoiltStore;
import fairweather.reference.zarr.StoredValues;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store as Python's zarr writes it, in which every day and hour has another field, from day 59 to 61 and 364 to 366. */
class Wb2ClimatologyTest {
    private static final Instant LEAP_DAY = Instant.parse("2024-02-29T00:00:00Z");
    /** Hours 0 to 12 of days 58 to 60, of which 59 and 60 are written; the eighth level is 500 hPa. */
    private static final String CHUNK = "geopotential/0.19.7.0.0";

    private static Path written;
    private static float[] base;

    private SpoiltStore store;
    private Wb2Climatology climatology;

    @BeforeAll
    static void samples() throws Exception {
        written = Python.samples().resolve("wb2.zarr");
        base = Python.xarray(written, List.of(FieldKey.climatology("2t", null, LEAP_DAY)))
                .getFirst();
    }

    @BeforeEach
    void open() {
        store = new SpoiltStore(written);
        climatology = new Wb2Climatology(store);
    }

    /** The number that tells the fields of this store apart is a hundredth of the day and a thousandth of the hour. */
    @ParameterizedTest
    @CsvSource({
        "2024-02-28T00:00:00Z, 59, 0",
        "2024-02-29T06:00:00Z, 60, 6",
        "2024-03-01T12:00:00Z, 61, 12",
        "2024-12-31T18:00:00Z, 366, 18",
        "2024-12-31T23:00:00Z, 366, 18",
        "2025-02-28T18:00:00Z, 59, 18",
        "2025-02-28T23:00:00Z, 59, 18",
        "2025-03-01T00:00:00Z, 60, 0",
        "2025-03-01T05:59:59Z, 60, 0",
        "2025-03-02T06:00:00Z, 61, 6",
        "2025-12-31T12:00:00Z, 365, 12",
        "2025-12-31T23:00:00Z, 365, 18"
    })
    void a_valid_time_has_the_day_of_its_date_and_the_hour_that_is_not_after_it(Instant time, int day, int hour)
            throws Exception {
        Ready ready = (Ready) climatology.climatology("2t", null, time);

        float expected = day / 100f + hour / 1000f;
        assertThat(ready.field().value(30, 60) - base[30 * 120 + 60] + 0.6f).isCloseTo(expected, within());
        assertThat(ready.field().validTime()).isEqualTo(time);
    }

    private static Offset<Float> within() {
        return Offset.offset(2e-4f);
    }

    @Test
    void every_field_has_the_values_that_xarray_reads() throws Exception {
        List<FieldKey> keys = List.of(
                z500(LEAP_DAY),
                z500(Instant.parse("2020-12-31T18:00:00Z")),
                FieldKey.climatology("2t", null, Instant.parse("2020-12-29T06:00:00Z")));
        Map<FieldKey, Readiness> answers = readAll(keys);

        List<float[]> expected = Python.xarray(written, keys);
        for (int n = 0; n < keys.size(); n++) {
            Ready ready = (Ready) answers.get(keys.get(n));
            assertThat(Arrays.mismatch(ready.field().values(), expected.get(n)))
                    .as(keys.get(n).describe())
                    .isEqualTo(-1);
        }
    }

    @Test
    void days_of_one_chunk_are_read_from_it_together() {
        readAll(List.of(
                z500(Instant.parse("2024-02-28T00:00:00Z")),
                z500(Instant.parse("2024-02-28T12:00:00Z")),
                z500(LEAP_DAY)));
        assertThat(Collections.frequency(store.fetched(), CHUNK)).isEqualTo(1);
    }

    @Test
    void a_chunk_that_is_not_there_is_waited_for() {
        assertThat(climatology.read(z500(Instant.parse("2024-07-01T00:00:00Z"))))
                .isEqualTo(new NotYet("the wb2 store has no chunk of geopotential for this time yet"));
    }

    @Test
    void a_store_that_cannot_be_reached_is_waited_for() {
        store.fail(new ObjectTrouble(ObjectTrouble.Kind.UNREACHABLE, "the archive does not answer"));
        assertThat(climatology.read(z500(LEAP_DAY))).isEqualTo(new NotYet("the archive does not answer"));
    }

    @Test
    void a_store_without_any_metadata_is_waited_for() {
        SpoiltStore empty = new SpoiltStore(written.resolve("nothing"));
        assertThat(new Wb2Climatology(empty).read(z500(LEAP_DAY))).isInstanceOf(NotYet.class);
    }

    @Test
    void an_hour_that_the_store_does_not_have_is_gone_and_never_the_nearest() {
        store.put("hour/0", StoredValues.longs(0, 6, 12, 17));
        assertThat(climatology.read(z500(Instant.parse("2024-02-29T23:00:00Z"))))
                .isEqualTo(new Gone("the wb2 store has no hour 18 of day 60 of the year"));
    }

    @Test
    void a_day_that_the_store_has_twice_is_broken() {
        long[] days = new long[366];
        Arrays.setAll(days, day -> Math.min(day + 1, 365));
        store.put("dayofyear/0", StoredValues.longs(days));
        assertThat(climatology.read(z500(Instant.parse("2025-12-31T00:00:00Z"))))
                .isEqualTo(new Broken("the coordinate dayofyear has a value twice"));
    }

    @Test
    void a_field_with_holes_is_broken() {
        assertThat(climatology.read(z500(Instant.parse("2024-02-27T00:00:00Z"))))
                .isEqualTo(new Broken(
                        "7320 of 7320 values of the climatology of z at 500 hPa at 2024-02-27T0000Z" + " are missing"));
    }

    @Test
    void other_products_are_gone() {
        assertThat(climatology.read(FieldKey.truth("z", 500, LEAP_DAY))).isInstanceOf(Gone.class);
    }

    private Map<FieldKey, Readiness> readAll(List<FieldKey> keys) {
        Map<FieldKey, Readiness> answers = new LinkedHashMap<>();
        climatology.readAll(
                keys, (key, answer) -> assertThat(answers.put(key, answer)).isNull());
        assertThat(answers).containsOnlyKeys(keys);
        return answers;
    }

    private static FieldKey z500(Instant time) {
        return FieldKey.climatology("z", 500, time);
    }
}
