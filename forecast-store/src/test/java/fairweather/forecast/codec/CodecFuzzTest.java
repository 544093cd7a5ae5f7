package fairweather.forecast.codec;

import static fairweather.forecast.fuzz.Fuzzing.rounds;
import static fairweather.forecast.fuzz.Fuzzing.survives;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.forecast.fuzz.Hostile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever a chunk's bytes are, they give as many bytes as its shape says, or one of two codes. */
class CodecFuzzTest {
    private static final Set<Code> REFUSALS = Set.of(Code.CONTENT_LAYOUT, Code.OVERSIZE);
    /** Tables of the decoders, and a stack trace. */
    private static final long TABLES = 1 << 20;

    private static final int LARGEST = 6000;

    private static final List<Codec> CODECS = codecs();

    private static List<Codec> codecs() {
        List<Codec> codecs = new ArrayList<>(List.of(new NoCodec(), new Zlib(1), new Gzip(5), new Zstd(3)));
        for (Blosc.Compressor compressor : Blosc.Compressor.values()) {
            for (Shuffle shuffle : Shuffle.values()) {
                codecs.add(new Blosc(compressor, 5, shuffle));
            }
        }
        return codecs;
    }

    @Property(tries = 100, seed = "721", shrinking = ShrinkingMode.OFF)
    void noise_is_survived(@ForAll long seed) {
        rounds(seed, random -> {
            byte[] noise = Hostile.noise(300, random);
            int size = random.nextInt(400);
            CODECS.forEach(codec -> decode(codec, noise, size));
        });
    }

    @Property(tries = 100, seed = "1440", shrinking = ShrinkingMode.OFF)
    void mutated_chunks_are_survived(@ForAll long seed) {
        rounds(seed, random -> {
            Codec codec = CODECS.get(random.nextInt(CODECS.size()));
            byte[] raw = raw(random);
            byte[] valid = codec.encode(raw, 1 << random.nextInt(4));
            decode(codec, Hostile.mutated(valid, random), raw.length);
        });
    }

    /** The streams inside a Blosc frame, which no header protects; what lies around their place stays as it was. */
    @Property(tries = 100, seed = "13", shrinking = ShrinkingMode.OFF)
    void mutated_streams_are_survived_and_write_nowhere_else(@ForAll long seed) {
        rounds(seed, random -> {
            byte[] raw = raw(random);
            stream(new ZstdStreams(), Zstd.compress(raw, 0, raw.length), raw.length, random);
            stream(Lz4::into, Lz4.compress(raw, 0, raw.length), raw.length, random);
            stream(Inflate::into, Inflate.deflate(raw, 0, raw.length, 1), raw.length, random);
        });
    }

    private static byte[] raw(SplittableRandom random) {
        int size = random.nextInt(1, LARGEST);
        return random.nextBoolean() ? Content.smooth(size) : Content.noise(size);
    }

    private static void decode(Codec codec, byte[] encoded, int size) {
        survives(
                3L * size + 4L * encoded.length + TABLES,
                REFUSALS,
                () -> assertThat(codec.decode(encoded, size)).hasSize(size));
    }

    private static void stream(StreamDecoder decoder, byte[] valid, int size, SplittableRandom random) {
        byte[] hostile = random.nextInt(4) == 0 ? Hostile.noise(300, random) : Hostile.mutated(valid, random);
        int before = random.nextInt(20);
        byte[] output = new byte[before + size + 20];
        survives(TABLES, REFUSALS, () -> decoder.into(hostile, 0, hostile.length, output, before, size));
        for (int i = 0; i < output.length; i++) {
            if (i < before || i >= before + size) {
                assertThat(output[i]).as("byte %d of %d", i - before, size).isZero();
            }
        }
    }
}
