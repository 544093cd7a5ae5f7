package fairweather.scoring.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.store.ForecastReader;
import fairweather.forecast.zarr.ZarrMetadata;
import fairweather.reference.Grid;
import fairweather.scoring.input.ComponentInputs;
import fairweather.scoring.input.LeadInputs;
import fairweather.scoring.metric.WeightRule;
import fairweather.scoring.parity.ParityKernel;
import fairweather.scoring.parity.ParityStage;
import fairweather.scoring.rig.Archive;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingMemoryTest {
    private static final long MIB = 1 << 20;
    private static final Grid QUARTER_DEGREE = Grid.global(721, 1440);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    a field a chunk                       | 1, 1, 721, 1440  | 28
                    all levels of a lead                  | 1, 13, 721, 1440 | 180
                    as large as may be                    | 2, 13, 721, 1440 | 340
                    as large as may be, longitudes divided | 5, 13, 721, 715 | 460
                    a column a chunk                      | 10, 13, 721, 1   | 77
                    """)
    void no_chunks_within_the_caps_need_more_for_one_lead_than_a_service_must_have(
            String name, String chunks, long leastMebibytes) {
        long bytes = ReadingMemory.of(reader(chunks), List.of(lead()));

        assertThat(bytes).isBetween(leastMebibytes * MIB, ReadingMemory.LARGEST);
    }

    /** 13 levels at one lead, in mode parity, which keeps more. */
    private static LeadInputs.Complete lead() {
        ParityKernel parity = new ParityKernel(
                ParityStage.ERA5, QUARTER_DEGREE.latitudes(), QUARTER_DEGREE.columns(), WeightRule.COS_1);
        List<ComponentInputs> levels = Stream.of(50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 850, 925, 1000)
                .map(level -> new ComponentInputs("z", level, null, null, null, null))
                .toList();
        return new LeadInputs.Complete(QUARTER_DEGREE, null, parity, levels);
    }

    private static ForecastReader reader(String chunks) {
        String json = """
                {"zarr_consolidated_format": 1, "metadata": {
                  "z/.zarray": {"zarr_format": 2, "shape": [11, 13, 721, 1440], "chunks": [%s], "dtype": "<f4",
                                "compressor": null, "fill_value": null, "order": "C", "filters": null},
                  "z/.zattrs": {"_ARRAY_DIMENSIONS": ["time", "level", "lat", "lon"], "units": "m2 s-2"}}}
                """.formatted(chunks);
        ZarrMetadata metadata = ZarrMetadata.parse(json.getBytes(StandardCharsets.UTF_8), Caps.DEFAULT);
        return ForecastReader.of(metadata, ReadingMemoryTest::nothing, Archive.START, Caps.DEFAULT);
    }

    private static byte[] nothing(ObjectKey key, long maxBytes) {
        throw new AssertionError(key + " is read");
    }
}
