package fairweather.forecast.zarr;

import com.code_intelligence.jazzer.junit.FuzzTest;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Jazzer looks for metadata that end in anything but arrays or one of two codes. */
class MetadataFuzz {
    static Stream<Arguments> valid() {
        ZarrVariable array = ZarrVariable.floats("t", List.of("time", "lat"), List.of(1, 2), 1, 2)
                .withAttribute("units", "K")
                .withAttribute("scale_factor", 0.5);
        return Stream.of(
                Arguments.of((Object) ZarrWriter.write(Map.of(), List.of(array)).get(ObjectKey.CONSOLIDATED_METADATA)));
    }

    @MethodSource("valid")
    @FuzzTest(maxDuration = "60s")
    void parse(byte[] json) {
        try {
            ZarrMetadata metadata = ZarrMetadata.parse(json, Caps.DEFAULT);
            metadata.arrayNames().forEach(name -> metadata.array(name).chunkBytes());
        } catch (FailureException refusal) {
            if (refusal.code() != Code.CONTENT_LAYOUT && refusal.code() != Code.OVERSIZE) {
                throw refusal;
            }
        }
    }
}
