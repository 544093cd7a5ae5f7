package fairweather.forecast.store;

import static fairweather.forecast.fuzz.Fuzzing.rounds;
import static fairweather.forecast.fuzz.Fuzzing.survives;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.forecast.fuzz.Hostile;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.MemoryReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** A whole store of which one object is hostile: every field is there or absent for a reason, or the store is refused. */
class ReaderFuzzTest {
    private static final Set<Code> REFUSALS =
            Set.of(Code.CONTENT_LAYOUT, Code.CONTENT_VALUES, Code.OVERSIZE, Code.INTEGRITY_CHUNK_MISSING);
    /** A chunk may be declared to be as large as the cap, received twice and decoded once. */
    private static final long MOST = 4L * Caps.DEFAULT.decodedChunk();

    private static final SampleForecast SAMPLE = new SampleForecast();
    private static final Map<ObjectKey, byte[]> SOUND = SAMPLE.objects(SAMPLE.surface("2t"), SAMPLE.levels("z"));

    @Property(tries = 100, seed = "2018", shrinking = ShrinkingMode.OFF)
    void one_hostile_object_is_survived(@ForAll long seed) {
        rounds(seed, random -> {
            Map<ObjectKey, byte[]> store = new TreeMap<>(SOUND);
            ObjectKey key = anyOf(store, random);
            store.put(key, Hostile.mutated(store.get(key), random));
            survives(MOST, REFUSALS, () -> readAll(store));
        });
    }

    /** The metadata as often as all other objects together. */
    private static ObjectKey anyOf(Map<ObjectKey, byte[]> store, SplittableRandom random) {
        List<ObjectKey> keys = new ArrayList<>(store.keySet());
        return random.nextBoolean() ? ObjectKey.CONSOLIDATED_METADATA : keys.get(random.nextInt(keys.size()));
    }

    private static void readAll(Map<ObjectKey, byte[]> store) {
        ForecastReader reader = ForecastReader.open(new MemoryReader(store), SampleForecast.START, Caps.DEFAULT);
        TargetGrid grid = SampleForecast.grid();
        List<FieldResult> fields = new ArrayList<>(reader.read("z", SampleForecast.LEVELS, 6, grid));
        SampleForecast.LEADS.forEach(lead -> fields.add(reader.read("2t", (Integer) null, lead, grid)));
        for (FieldResult field : fields) {
            switch (field) {
                case FieldResult.Present(float[] values) -> assertThat(values).hasSize(grid.rows() * grid.columns());
                case FieldResult.Absent(Code code, String reason) -> {
                    assertThat(code).isIn(REFUSALS);
                    assertThat(reason).isNotBlank();
                }
            }
        }
    }
}
