package fairweather.reference.era5;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.reference.FieldKey;
import fairweather.reference.Grid;
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
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A store as Python's zarr writes it from real ERA5 fields, final up to the first of two days. */
class ArcoSourceTest {
    private static final Instant FINAL = Instant.parse("2017-01-01T12:00:00Z");
    private static final Instant PRELIMINARY = Instant.parse("2017-01-02T12:00:00Z");
    private static final String PROBE = "2m_temperature/1025628.0.0";
    private static final String PRESSURE_CHUNK = "geopotential/1025628.0.0.0";
    private static final int TIME_CHUNK = 67_706;
    private static final int POINTS = 61 * 120;

    private static Path written;

    private SpoiltStore store;
    private ArcoSource arco;

    @BeforeAll
    static void samples() throws Exception {
        written = Python.samples().resolve("arco.zarr-v3");
    }

    @BeforeEach
    void open() {
        store = new SpoiltStore(written);
        arco = new ArcoSource(store);
    }

    @Test
    void every_field_has_the_values_that_xarray_reads() throws Exception {
        List<FieldKey> keys = Stream.of(FINAL, PRELIMINARY)
                .flatMap(time -> Stream.of(z500(time), key("z", 850, time), key("t", 850, time), key("2t", null, time)))
                .toList();
        Map<FieldKey, Readiness> answers = readAll(keys);

        List<float[]> expected = Python.xarray(written, keys);
        for (int n = 0; n < keys.size(); n++) {
            Ready ready = (Ready) answers.get(keys.get(n));
            assertThat(Arrays.mismatch(ready.field().values(), expected.get(n)))
                    .as(keys.get(n).describe())
                    .isEqualTo(-1);
            assertThat(ready.field().grid()).isEqualTo(Grid.global(61, 120));
            assertThat(ready.sha256()).isEqualTo(ready.field().sha256());
        }
    }

    @Test
    void final_and_preliminary_data_are_told_apart() {
        assertThat(((Ready) arco.read(z500(FINAL))).provenance().release()).isEqualTo("ERA5");
        assertThat(((Ready) arco.read(z500(PRELIMINARY))).provenance().release())
                .isEqualTo("ERA5T");
    }

    @Test
    void a_batch_fetches_each_chunk_once_and_the_attributes_once() {
        readAll(List.of(z500(FINAL), key("z", 850, FINAL), key("2t", null, FINAL)));

        assertThat(Collections.frequency(store.fetched(), PRESSURE_CHUNK)).isEqualTo(1);
        assertThat(Collections.frequency(store.fetched(), PROBE)).isEqualTo(1);
        assertThat(Collections.frequency(store.fetched(), ".zattrs")).isEqualTo(1);
    }

    @Test
    void what_has_not_changed_is_not_read_again() {
        arco.read(z500(FINAL));
        arco.read(key("z", 850, FINAL));

        for (String once : List.of(PROBE, ".zmetadata", "time/0", "time/15", "latitude/0", "level/0")) {
            assertThat(Collections.frequency(store.fetched(), once)).as(once).isEqualTo(1);
        }
        assertThat(Collections.frequency(store.fetched(), ".zattrs")).isEqualTo(2);
    }

    @Test
    void a_day_that_is_not_announced_is_waited_for() {
        assertThat(arco.read(z500(Instant.parse("2017-01-03T00:00:00Z"))))
                .isEqualTo(new NotYet("the arco store reaches to the end of 2017-01-02 so far"));
    }

    @Test
    void an_announcement_counts_as_soon_as_it_is_made() {
        store.put(".zattrs", attributes("2016-12-01", "2016-12-31"));
        assertThat(arco.read(z500(FINAL))).isInstanceOf(NotYet.class);

        store.put(".zattrs", attributes("2016-12-01", "2017-01-01"));
        assertThat(((Ready) arco.read(z500(FINAL))).provenance().release()).isEqualTo("ERA5T");
    }

    @Test
    void without_an_object_of_their_own_the_attributes_are_those_of_the_consolidated_metadata() {
        store.remove(".zattrs");
        assertThat(((Ready) arco.read(z500(PRELIMINARY))).provenance().release())
                .isEqualTo("ERA5T");
    }

    @Test
    void an_announced_field_without_a_chunk_is_waited_for() {
        store.remove(PRESSURE_CHUNK);
        assertThat(arco.read(z500(FINAL)))
                .isEqualTo(new NotYet("the arco store has no chunk of geopotential for this time yet"));
        assertThat(arco.read(key("t", 850, FINAL))).isInstanceOf(Ready.class);
    }

    @Test
    void a_chunk_without_bytes_is_waited_for() {
        store.put(PRESSURE_CHUNK, new byte[0]);
        assertThat(((NotYet) arco.read(z500(FINAL))).why()).contains("no bytes yet");
    }

    @Test
    void metadata_without_bytes_are_waited_for() {
        for (String key : List.of(".zattrs", ".zmetadata", "time/15", "latitude/0")) {
            SpoiltStore halfWritten = new SpoiltStore(written).put(key, new byte[0]);
            assertThat(((NotYet) new ArcoSource(halfWritten).read(z500(FINAL))).why())
                    .endsWith("is empty");
        }
    }

    @Test
    void a_store_that_does_not_say_how_far_it_reaches_is_broken() {
        store.put(".zattrs", "{\"valid_time_start\":\"1940-01-01\"}".getBytes());
        assertThat(arco.read(z500(FINAL)))
                .isEqualTo(new Broken("the store's attribute valid_time_stop is no date: \"\""));
    }

    @Test
    void an_announced_time_without_values_is_waited_for_and_nothing_of_it_is_given() {
        float[] none = new float[POINTS];
        Arrays.fill(none, Float.NaN);
        store.put(PROBE, StoredValues.floats(none));

        String why = "the era5 of 2t at 2017-01-01T1200Z is announced, but none of its values is there yet";
        assertThat(readAll(List.of(z500(FINAL), key("2t", null, FINAL))).values())
                .containsOnly(new NotYet(why));
    }

    @Test
    void a_time_that_is_being_written_is_waited_for() {
        float[] most = new float[POINTS];
        most[7] = Float.NaN;
        most[8] = Float.POSITIVE_INFINITY;
        store.put(PROBE, StoredValues.floats(most));

        assertThat(((NotYet) arco.read(z500(FINAL))).why()).endsWith("but 2 of its values are missing yet");
    }

    @Test
    void a_level_without_values_is_waited_for_though_the_probe_is_whole() {
        assertThat(((NotYet) arco.read(key("z", 300, FINAL))).why())
                .isEqualTo("the era5 of z at 300 hPa at 2017-01-01T1200Z is announced, "
                        + "but none of its values is there yet");
    }

    @Test
    void a_store_without_surface_fields_is_believed_field_by_field() {
        byte[] metadata = new String(store.bytes(".zmetadata"))
                .replace("2m_temperature/.zarray", "2m_other/.zarray")
                .getBytes();
        store.put(".zmetadata", metadata).remove(PROBE);
        assertThat(arco.read(z500(FINAL))).isInstanceOf(Ready.class);
        assertThat(arco.read(key("2t", null, FINAL))).isInstanceOf(Gone.class);
    }

    @Test
    @Tag("P-43")
    void duplicate_and_unordered_times_are_broken() {
        long[] twice = LongStream.range(15L * TIME_CHUNK, 16L * TIME_CHUNK).toArray();
        twice[TIME_CHUNK - 1] = twice[TIME_CHUNK - 2];
        store.put("time/15", StoredValues.longs(twice));
        assertThat(arco.read(z500(FINAL))).isEqualTo(new Broken("the store's time axis is not strictly ascending"));
    }

    @Test
    @Tag("P-43")
    void a_time_that_stands_elsewhere_is_broken() {
        store.put(
                "time/15",
                StoredValues.longs(LongStream.range(15L * TIME_CHUNK + 1, 16L * TIME_CHUNK + 1)
                        .toArray()));
        assertThat(arco.read(z500(FINAL)))
                .isEqualTo(
                        new Broken("the store's time axis does not have 2017-01-01T1200Z where its first times say"));
    }

    @Test
    void a_chunk_that_was_cut_short_or_is_none_is_broken() {
        byte[] whole = store.bytes(PRESSURE_CHUNK);
        store.put(PRESSURE_CHUNK, Arrays.copyOf(whole, whole.length - 1));
        assertThat(((Broken) arco.read(z500(FINAL))).why()).contains("other sizes than the chunk");

        store.put(PRESSURE_CHUNK, "<html>not here</html>".getBytes());
        assertThat(arco.read(z500(FINAL))).isInstanceOf(Broken.class);
    }

    @Test
    void trouble_on_the_way_is_waited_out() {
        store.fail(new ObjectTrouble(ObjectTrouble.Kind.RATE_LIMITED, "the archive asks to come back later"));
        assertThat(arco.read(z500(FINAL))).isEqualTo(new NotYet("the archive asks to come back later"));
    }

    @Test
    void what_the_store_will_never_have_is_gone() {
        assertThat(arco.read(key("q", 500, FINAL))).isInstanceOf(Gone.class);
        assertThat(arco.read(key("z", 501, FINAL))).isEqualTo(new Gone("the arco store has no level 501 hPa"));
        assertThat(arco.read(key("z", null, FINAL))).isInstanceOf(Gone.class);
        assertThat(arco.read(FieldKey.analysis("z", 500, FINAL))).isInstanceOf(Gone.class);
        assertThat(arco.read(z500(Instant.parse("1939-12-31T18:00:00Z"))))
                .isEqualTo(new Gone("the arco store begins on 1940-01-01"));
        assertThat(arco.read(z500(FINAL.plusSeconds(1800))))
                .isEqualTo(new Gone("the time axis has no 2017-01-01T1230Z"));
    }

    @Test
    void another_unit_is_broken() {
        byte[] metadata = new String(store.bytes(".zmetadata"))
                .replace("m**2 s**-2", "gpm")
                .getBytes();
        store.put(".zmetadata", metadata);
        assertThat(arco.read(z500(FINAL)))
                .isEqualTo(new Broken("the array geopotential is in \"gpm\" and not in ours"));
    }

    @Test
    void a_field_that_was_given_stays_current_when_its_chunk_is_replaced_by_final_data() {
        Ready ready = (Ready) arco.read(z500(FINAL));

        store.put(PRESSURE_CHUNK, store.bytes("geopotential/1025640.0.0.0"));
        assertThat(arco.current(z500(FINAL), ready.provenance())).isTrue();
    }

    private Map<FieldKey, Readiness> readAll(List<FieldKey> keys) {
        Map<FieldKey, Readiness> answers = new LinkedHashMap<>();
        arco.readAll(keys, (key, answer) -> assertThat(answers.put(key, answer)).isNull());
        assertThat(answers).containsOnlyKeys(keys);
        return answers;
    }

    private static byte[] attributes(String end, String preliminaryEnd) {
        return ("{\"valid_time_start\":\"1940-01-01\",\"valid_time_stop\":\"" + end + "\",\"valid_time_stop_era5t\":\""
                        + preliminaryEnd + "\"}")
                .getBytes();
    }

    private static FieldKey z500(Instant time) {
        return key("z", 500, time);
    }

    private static FieldKey key(String variable, Integer level, Instant time) {
        return FieldKey.truth(variable, level, time);
    }
}
