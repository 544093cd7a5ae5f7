package fairweather.forecast.store;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.MemoryReader;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.forecast.zarr.ZarrVariable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the chunks look like, each is fetched once and every value arrives where it belongs. */
class ReadingPlanTest {
    private static final List<String> ORDER = List.of("time", "pressure_level", "lat", "lon");

    private final SampleForecast sample = new SampleForecast();
    private final Map<ObjectKey, Integer> fetched = new ConcurrentHashMap<>();

    @ParameterizedTest(name = "dimensions {0}, chunks {1}")
    @CsvSource({
        "time pressure_level lat lon, 1 1 13 24, 6",
        "time pressure_level lat lon, 1 3 13 24, 2",
        "time pressure_level lat lon, 2 3 13 24, 1",
        "time pressure_level lat lon, 2 1 13 24, 3",
        "time pressure_level lat lon, 1 3 5 7, 24",
        "time pressure_level lat lon, 2 2 4 24, 8",
        "time pressure_level lat lon, 1 1 1 24, 78",
        "time lat lon pressure_level, 1 13 24 3, 2",
        "time lat lon pressure_level, 2 13 24 3, 1",
        "time lat lon pressure_level, 1 6 10 2, 36",
        "lat lon pressure_level time, 13 24 3 2, 1",
        "lon lat time pressure_level, 24 13 1 3, 2",
        "pressure_level time lon lat, 1 2 9 13, 9"
    })
    void every_chunk_is_read_once_and_every_value_arrives(String dimensions, String chunks, int objects) {
        for (boolean reordered : new boolean[] {false, true}) {
            fetched.clear();
            if (reordered) {
                sample.latitudes = SampleForecast.axis(-90, 15, SampleForecast.ROWS);
                sample.longitudes = SampleForecast.axis(-180, 15, SampleForecast.COLUMNS);
            }
            ForecastReader forecast = open(transposed(List.of(dimensions.split(" "))), chunks);

            List<FieldResult> fields = forecast.read(everything(), SampleForecast.grid());

            for (int i = 0; i < fields.size(); i++) {
                assertThat(((FieldResult.Present) fields.get(i)).values())
                        .isEqualTo(SampleForecast.expected(i / 3, i % 3));
            }
            assertThat(fetched.keySet().stream().filter(key -> key.value().startsWith("t/")))
                    .hasSize(objects);
            assertThat(fetched.values()).allMatch(times -> times == 1);
        }
    }

    @Test
    void chunks_may_be_delivered_in_any_order_by_several_threads() throws Exception {
        ForecastReader forecast = open(transposed(ORDER), "2 3 4 5");
        ReadingPlan plan = forecast.plan(everything(), SampleForecast.grid());
        float[][] found = new float[6][SampleForecast.ROWS * SampleForecast.COLUMNS];
        List<PlannedChunk> chunks = new ArrayList<>();
        plan.groups().getFirst().forEach(chunks::add);
        assertThat(chunks).hasSize(plan.groups().getFirst().size());
        Collections.shuffle(chunks, new Random(1));
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<?>> done = new ArrayList<>();
            for (PlannedChunk chunk : chunks) {
                byte[] encoded = forecast.fetch(chunk);
                done.add(threads.submit(() -> chunk.deliver(
                        encoded,
                        (field, row, values) ->
                                System.arraycopy(values, 0, found[field], row * values.length, values.length))));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }
        for (int i = 0; i < 6; i++) {
            assertThat(found[i]).isEqualTo(SampleForecast.expected(i / 3, i % 3));
        }
    }

    @Test
    void the_missing_pole_row_is_a_copy_of_its_neighbour() {
        sample.latitudes = SampleForecast.axis(90, -15, SampleForecast.ROWS - 1);
        ForecastReader forecast = open(transposed(ORDER), "1 1 5 24");
        FieldResult field = forecast.read("t", 500, 12, SampleForecast.grid());
        float[] expected = SampleForecast.expected(1, 1);
        System.arraycopy(expected, 11 * 24, expected, 12 * 24, 24);
        assertThat(((FieldResult.Present) field).values()).isEqualTo(expected);
    }

    @Test
    void what_is_not_there_has_its_reason_and_the_others_their_groups() {
        ForecastReader forecast = open(transposed(ORDER), "1 2 13 24");
        ReadingPlan plan = forecast.plan(
                List.of(
                        new WantedField("t", 300, 6),
                        new WantedField("t", 850, 6),
                        new WantedField("t", 1000, 6),
                        new WantedField("t", 500, 6),
                        new WantedField("2t", null, 6)),
                SampleForecast.grid());
        assertThat(plan.absent().get(0).code()).isEqualTo(Code.CONTENT_LAYOUT);
        assertThat(plan.absent().get(4).reason()).contains("no variable 2t");
        assertThat(plan.groups().stream().map(ChunkGroup::fields)).containsExactly(List.of(1), List.of(2, 3));
    }

    private static List<WantedField> everything() {
        List<WantedField> wanted = new ArrayList<>();
        for (int lead : SampleForecast.LEADS) {
            for (int level : SampleForecast.LEVELS) {
                wanted.add(new WantedField("t", level, lead));
            }
        }
        return wanted;
    }

    private ForecastReader open(ZarrVariable variable, String chunks) {
        Integer[] lengths =
                List.of(chunks.split(" ")).stream().map(Integer::valueOf).toArray(Integer[]::new);
        MemoryReader memory = new MemoryReader(sample.objects(variable.withChunks(lengths)));
        ObjectReader counting = (key, maxBytes) -> {
            fetched.merge(key, 1, Integer::sum);
            return memory.get(key, maxBytes);
        };
        return ForecastReader.open(counting, SampleForecast.START, Caps.DEFAULT);
    }

    /** The sample's temperatures with their dimensions in another order. */
    private ZarrVariable transposed(List<String> order) {
        ZarrVariable plain = sample.levels("t");
        int[] from = order.stream().mapToInt(ORDER::indexOf).toArray();
        List<Integer> shape = order.stream()
                .map(name -> plain.shape().get(ORDER.indexOf(name)))
                .toList();
        int items = plain.bytes().length / Float.BYTES;
        byte[] bytes = new byte[plain.bytes().length];
        int[] index = new int[4];
        for (int item = 0; item < items; item++) {
            int rest = item;
            for (int d = 3; d >= 0; d--) {
                index[from[d]] = rest % shape.get(d);
                rest /= shape.get(d);
            }
            int source = 0;
            for (int d = 0; d < 4; d++) {
                source = source * plain.shape().get(d) + index[d];
            }
            System.arraycopy(plain.bytes(), source * Float.BYTES, bytes, item * Float.BYTES, Float.BYTES);
        }
        return new ZarrVariable("t", order, shape, shape, plain.type(), bytes, Map.of(), SampleForecast.CODEC, '.');
    }
}
