package fairweather.scoring.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.forecast.codec.Blosc;
import fairweather.forecast.codec.Shuffle;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.MemoryReader;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.forecast.zarr.ZarrVariable;
import fairweather.forecast.zarr.ZarrWriter;
import fairweather.memory.Allowance;
import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Grid;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.scoring.input.ComponentInputs;
import fairweather.scoring.input.Evidence;
import fairweather.scoring.input.LeadInputs;
import fairweather.scoring.metric.Comparison;
import fairweather.scoring.metric.Kernel;
import fairweather.scoring.metric.PartialSums;
import fairweather.scoring.metric.Rows;
import fairweather.scoring.metric.WeightRule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However a forecast is cut into chunks and however many are decoded at once: every object once, and the same bits. */
class ChunkShapesTest {
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
    private static final List<Integer> LEADS = List.of(24, 48, 72);
    private static final List<Integer> LEVELS = List.of(250, 500, 850);
    private static final Grid GRID = Grid.global(37, 72);
    private static final Kernel KERNEL = new Kernel(GRID.latitudes(), GRID.columns(), WeightRule.COS_1);
    private static final Blosc CODEC = new Blosc(Blosc.Compressor.ZSTD, 3, Shuffle.BIT);
    private static final long PLENTY = 1L << 30;

    private final SortedMap<Integer, LeadInputs.Complete> inputs = new TreeMap<>();
    private final Map<String, float[]> forecast = new TreeMap<>();
    private final Map<ObjectKey, Integer> fetched = new ConcurrentHashMap<>();

    ChunkShapesTest() {
        Random random = new Random(3);
        for (int lead : LEADS) {
            List<ComponentInputs> components = new ArrayList<>();
            for (int level : LEVELS) {
                Evidence truth = evidence(FieldKey.truth("t", level, valid(lead)), random);
                Evidence climatology = evidence(FieldKey.climatology("t", level, valid(lead)), random);
                ComponentInputs component = new ComponentInputs("t", level, truth, climatology, null, null);
                components.add(
                        new ComponentInputs("t", level, truth, climatology, null, KERNEL.truth(component.standard())));
                forecast.put(name(lead, level), field(random));
            }
            inputs.put(lead, new LeadInputs.Complete(GRID, KERNEL, components));
        }
    }

    @ParameterizedTest(name = "chunks {0}, levels last: {1}, {2} bytes at once")
    @CsvSource({
        "1 1 37 72, false, 0",
        "1 1 37 72, false, 1000000000",
        "1 3 37 72, false, 1000000000",
        "3 3 37 72, false, 0",
        "3 1 37 72, false, 1000000000",
        "2 2 10 30, false, 0",
        "2 2 10 30, false, 1000000000",
        "1 37 72 3, true, 1000000000",
        "3 37 72 3, true, 0",
        "2 9 72 2, true, 1000000000",
    })
    void every_object_is_fetched_once_and_the_sums_are_the_same_to_the_last_bit(
            String chunks, boolean levelsLast, long bytes) {
        DirectMeasurer measurer = new DirectMeasurer(objects(chunks, levelsLast), START, memory(bytes));

        SortedMap<Integer, List<Measured>> measured = measurer.measure(inputs, failure -> false);

        measured.forEach((lead, ofLead) -> {
            for (int l = 0; l < LEVELS.size(); l++) {
                assertThat(ofLead.get(l).sums()).isEqualTo(expected(lead, l));
                assertThat(ofLead.get(l).inputs())
                        .isSameAs(inputs.get(lead).components().get(l));
            }
        });
        assertThat(measured.keySet()).containsExactlyElementsOf(LEADS);
        assertThat(fetched.values()).allMatch(times -> times == 1);
    }

    @Test
    void leads_that_lie_in_one_chunk_are_told_from_others() {
        assertThat(new DirectMeasurer(objects("1 3 37 72", false), START, memory(PLENTY))
                        .leadsShareChunks(inputs.get(24)))
                .isFalse();
        assertThat(new DirectMeasurer(objects("3 1 37 72", false), START, memory(PLENTY))
                        .leadsShareChunks(inputs.get(24)))
                .isTrue();
    }

    private PartialSums expected(int lead, int level) {
        ComponentInputs component = inputs.get(lead).components().get(level);
        return KERNEL.sums(new Comparison(Rows.of(forecast.get(name(lead, LEVELS.get(level)))), component.standard()));
    }

    /** An allowance that grows as far as it may; the least that the work asks for is always given. */
    private static Allowance memory(long most) {
        return new Allowance() {
            private long bytes;

            @Override
            public long bytes() {
                return bytes;
            }

            @Override
            public boolean grow(long more) {
                boolean granted = bytes == 0 || bytes + more <= most;
                bytes += granted ? more : 0;
                return granted;
            }

            @Override
            public boolean couldBe(long wanted) {
                return true;
            }
        };
    }

    private ObjectReader objects(String chunks, boolean levelsLast) {
        Integer[] lengths =
                List.of(chunks.split(" ")).stream().map(Integer::valueOf).toArray(Integer[]::new);
        MemoryReader memory = new MemoryReader(ZarrWriter.write(
                Map.of(),
                List.of(
                        ZarrVariable.coordinate(
                                        "time",
                                        LEADS.stream().mapToDouble(lead -> lead).toArray())
                                .withAttribute("units", "hours since 2020-01-01 00:00:00"),
                        ZarrVariable.coordinate("lat", GRID.latitudes()),
                        ZarrVariable.coordinate("lon", GRID.longitudes()),
                        ZarrVariable.coordinate(
                                "pressure_level",
                                LEVELS.stream().mapToLong(level -> level).toArray()),
                        temperature(levelsLast).withChunks(lengths).withCodec(CODEC))));
        return (key, maxBytes) -> {
            fetched.merge(key, 1, Integer::sum);
            return memory.get(key, maxBytes);
        };
    }

    private ZarrVariable temperature(boolean levelsLast) {
        int points = GRID.points();
        float[] values = new float[LEADS.size() * LEVELS.size() * points];
        for (int t = 0; t < LEADS.size(); t++) {
            for (int l = 0; l < LEVELS.size(); l++) {
                float[] field = forecast.get(name(LEADS.get(t), LEVELS.get(l)));
                for (int p = 0; p < points; p++) {
                    int at = levelsLast ? (t * points + p) * LEVELS.size() + l : (t * LEVELS.size() + l) * points + p;
                    values[at] = field[p];
                }
            }
        }
        return levelsLast
                ? ZarrVariable.floats(
                        "t", List.of("time", "lat", "lon", "pressure_level"), List.of(3, 37, 72, 3), values)
                : ZarrVariable.floats(
                        "t", List.of("time", "pressure_level", "lat", "lon"), List.of(3, 3, 37, 72), values);
    }

    private static Evidence evidence(FieldKey key, Random random) {
        Field field = new Field("t", key.level(), key.validTime(), GRID, field(random));
        Provenance provenance = new Provenance("test", "file", "", key, null);
        return new Evidence(key, new Readiness.Ready(field, field.sha256(), provenance), Path.of("none"));
    }

    private static float[] field(Random random) {
        float[] values = new float[GRID.points()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(500) == 0 ? Float.NaN : 250 + 20 * (float) random.nextGaussian();
        }
        return values;
    }

    private static String name(int lead, int level) {
        return lead + " " + level;
    }

    private static Instant valid(int lead) {
        return START.plus(Duration.ofHours(lead));
    }
}
