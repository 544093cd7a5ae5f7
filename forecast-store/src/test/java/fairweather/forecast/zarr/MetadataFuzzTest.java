package fairweather.forecast.zarr;

import static fairweather.forecast.fuzz.Fuzzing.rounds;
import static fairweather.forecast.fuzz.Fuzzing.survives;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.forecast.codec.Blosc;
import fairweather.forecast.codec.Shuffle;
import fairweather.forecast.fuzz.Hostile;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever {@code .zmetadata} is, it is parsed or refused; whatever it then says of an array, too. */
class MetadataFuzzTest {
    private static final Set<Code> REFUSALS = Set.of(Code.CONTENT_LAYOUT, Code.OVERSIZE);
    private static final Set<Code> REFUSALS_OF_READING =
            Set.of(Code.CONTENT_LAYOUT, Code.OVERSIZE, Code.INTEGRITY_CHUNK_MISSING);
    private static final long FIXED = 1 << 20;
    /** Text, tree and names of a byte of JSON. */
    private static final long PER_BYTE = 100;

    private static final Map<ObjectKey, byte[]> STORE = ZarrWriter.write(
            Map.of("title", "a forecast"),
            List.of(
                    ZarrVariable.floats("t", List.of("time", "lat", "lon"), List.of(2, 5, 7), new float[70])
                            .withChunks(1, 3, 4)
                            .withCodec(new Blosc(Blosc.Compressor.LZ4, 5, Shuffle.BYTE))
                            .withAttribute("units", "K")
                            .withAttribute("_FillValue", -9999.0)
                            .withAttribute("scale_factor", 0.5)
                            .withAttribute("add_offset", 273.15),
                    ZarrVariable.coordinate("time", 6.0, 12.0).withAttribute("units", "hours since 2018-10-06"),
                    ZarrVariable.coordinate("lat", 90, 45, 0, -45, -90)));
    private static final byte[] VALID = STORE.get(ObjectKey.CONSOLIDATED_METADATA);

    private static final String[] NUMBERS = {
        "0", "-1", "1", "3", "100000", "100001", "2147483647", "4294967296", "1e400", "NaN", "\"2\"", "null", "[]", "{}"
    };

    @Property(tries = 100, seed = "850", shrinking = ShrinkingMode.OFF)
    void noise_is_survived(@ForAll long seed) {
        rounds(seed, random -> parse(Hostile.noise(500, random)));
    }

    @Property(tries = 100, seed = "500", shrinking = ShrinkingMode.OFF)
    void mutated_metadata_are_survived(@ForAll long seed) {
        rounds(seed, random -> parse(Hostile.mutated(VALID, random)));
    }

    /** Every number in turn becomes another, so that what follows the parser is reached as well. */
    @Property(tries = 100, seed = "925", shrinking = ShrinkingMode.OFF)
    void other_numbers_are_survived_by_parser_and_reader(@ForAll long seed) {
        rounds(seed, random -> {
            byte[] changed = otherNumber(new String(VALID, UTF_8), random).getBytes(UTF_8);
            parse(changed);
            survives(2L * Caps.DEFAULT.decodedChunk(), REFUSALS_OF_READING, () -> {
                ZarrMetadata metadata = ZarrMetadata.parse(changed, Caps.DEFAULT);
                ZarrArray array = new ZarrArray(metadata.array("t"), new MemoryReader(STORE), Caps.DEFAULT);
                int[][] first = new int[array.metadata().rank()][1];
                assertThat(array.readFloats(first)).hasSize(1);
            });
        });
    }

    private static String otherNumber(String text, SplittableRandom random) {
        String[] parts = text.split("(?<=[ \\[])(?=[0-9-])|(?<=[0-9])(?=[,\\n ])");
        int at = random.nextInt(parts.length);
        for (int n = 0; n < parts.length && !parts[at].matches("-?[0-9.]+"); n++) {
            at = (at + 1) % parts.length;
        }
        parts[at] = NUMBERS[random.nextInt(NUMBERS.length)];
        return String.join("", parts);
    }

    private static void parse(byte[] json) {
        survives(PER_BYTE * json.length + FIXED, REFUSALS, () -> {
            ZarrMetadata metadata = ZarrMetadata.parse(json, Caps.DEFAULT);
            metadata.attributes();
            for (String name : metadata.arrayNames()) {
                survives(PER_BYTE * json.length + FIXED, REFUSALS, () -> check(metadata.array(name)));
            }
        });
    }

    private static void check(ArrayMetadata array) {
        assertThat(array.chunkBytes()).isBetween(1, Caps.DEFAULT.decodedChunk());
        assertThat(array.rank()).isLessThanOrEqualTo(Caps.DEFAULT.rank());
        assertThat(array.shape()).allMatch(length -> length >= 1 && length <= Caps.DEFAULT.dimension());
        assertThat(array.packing().scale()).isFinite().isNotZero();
        assertThat(array.packing().offset()).isFinite();
    }
}
