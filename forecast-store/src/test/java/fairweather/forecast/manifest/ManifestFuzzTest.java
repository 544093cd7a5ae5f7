package fairweather.forecast.manifest;

import static fairweather.forecast.fuzz.Fuzzing.rounds;
import static fairweather.forecast.fuzz.Fuzzing.survives;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.forecast.fuzz.Hostile;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever manifest.json is, it is a list of valid keys with hashes, or refused. */
class ManifestFuzzTest {
    private static final Set<Code> REFUSALS = Set.of(Code.INTEGRITY_FORMAT, Code.OVERSIZE);
    private static final long FIXED = 1 << 20;
    /** The text, the key, the hash and the names that were seen. */
    private static final long PER_BYTE = 40;

    private static final byte[] VALID = ManifestWriter.write(Manifest.of(
            Map.of(
                    ObjectKey.of(".zmetadata"), new byte[10],
                    ObjectKey.of("2t/0.0.0"), new byte[20],
                    ObjectKey.of("z/0.0.0.0"), new byte[30]),
            "5F3sa2TJAWMqDhXG6jhV4N8ko9SxwGy8TpaNS1repo5EYjQX"));

    @Property(tries = 100, seed = "91", shrinking = ShrinkingMode.OFF)
    void noise_is_survived(@ForAll long seed) {
        rounds(seed, random -> parse(Hostile.noise(500, random)));
    }

    @Property(tries = 100, seed = "92", shrinking = ShrinkingMode.OFF)
    void mutated_manifests_are_survived(@ForAll long seed) {
        rounds(seed, random -> parse(Hostile.mutated(VALID, random)));
    }

    @Example
    void millions_of_names_that_are_not_known_take_little_more_than_their_text() {
        String names = IntStream.range(0, 1_500_000)
                .mapToObj(n -> "\"" + Integer.toString(n, 36) + "\":1,")
                .collect(Collectors.joining());
        byte[] json = ("{" + names + new String(VALID, UTF_8).substring(1)).getBytes(UTF_8);
        assertThat(survives(8L * json.length + 32 * FIXED, REFUSALS, () -> ManifestParser.parse(json, Caps.DEFAULT)))
                .isFalse();
    }

    private static void parse(byte[] json) {
        survives(PER_BYTE * json.length + FIXED, REFUSALS, () -> {
            Manifest manifest = ManifestParser.parse(json, Caps.DEFAULT);
            assertThat(manifest.files()).isNotEmpty().allSatisfy((key, hash) -> {
                assertThat(ObjectKey.isValid(key.value())).isTrue();
                assertThat(hash).matches("[0-9a-f]{64}");
            });
        });
    }
}
