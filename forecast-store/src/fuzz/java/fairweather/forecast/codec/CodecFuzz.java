package fairweather.forecast.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Jazzer looks for chunks that end in anything but bytes of the expected number or one of two codes. */
class CodecFuzz {
    private static final List<Codec> CODECS = List.of(
            new Blosc(Blosc.Compressor.LZ4, 5, Shuffle.BYTE), new Zstd(3), new Zlib(1), new Gzip(1), new NoCodec());

    /** A byte for the codec, one for the size in sixteens, then a valid chunk. */
    static Stream<Arguments> valid() {
        byte[] raw = new byte[16 * 16];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) (i * i >> 5);
        }
        return IntStream.range(0, CODECS.size()).mapToObj(n -> {
            byte[] encoded = CODECS.get(n).encode(raw, Float.BYTES);
            return Arguments.of((Object) ByteBuffer.allocate(2 + encoded.length)
                    .put((byte) n)
                    .put((byte) 16)
                    .put(encoded)
                    .array());
        });
    }

    @MethodSource("valid")
    @FuzzTest(maxDuration = "60s")
    void decode(byte[] bytes) {
        if (bytes.length < 2) {
            return;
        }
        int size = (bytes[1] & 0xff) * 16;
        byte[] encoded = new byte[bytes.length - 2];
        System.arraycopy(bytes, 2, encoded, 0, encoded.length);
        try {
            if (CODECS.get((bytes[0] & 0xff) % CODECS.size()).decode(encoded, size).length != size) {
                throw new AssertionError("decoded to another size");
            }
        } catch (FailureException refusal) {
            if (refusal.code() != Code.CONTENT_LAYOUT && refusal.code() != Code.OVERSIZE) {
                throw refusal;
            }
        }
    }
}
