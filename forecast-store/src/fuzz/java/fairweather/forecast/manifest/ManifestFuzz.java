package fairweather.forecast.manifest;

import com.code_intelligence.jazzer.junit.FuzzTest;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Jazzer looks for manifests that end in anything but a list or one of two codes. */
class ManifestFuzz {
    static Stream<Arguments> valid() {
        Map<ObjectKey, byte[]> objects = Map.of(ObjectKey.of("2t/.zarray"), new byte[3]);
        return Stream.of(Arguments.of((Object) ManifestWriter.write(Manifest.of(objects, "signer"))));
    }

    @MethodSource("valid")
    @FuzzTest(maxDuration = "60s")
    void parse(byte[] json) {
        try {
            Manifest.parse(json, Caps.DEFAULT);
        } catch (FailureException refusal) {
            if (refusal.code() != Code.INTEGRITY_FORMAT && refusal.code() != Code.OVERSIZE) {
                throw refusal;
            }
        }
    }
}
