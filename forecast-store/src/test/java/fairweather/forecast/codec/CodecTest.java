package fairweather.forecast.codec;

import static fairweather.forecast.Failures.codeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {
    static List<Codec> codecs() {
        List<Codec> codecs = new ArrayList<>(List.of(new NoCodec(), new Zlib(1), new Gzip(5), new Zstd(3)));
        for (Blosc.Compressor compressor : Blosc.Compressor.values()) {
            for (Shuffle shuffle : Shuffle.values()) {
                codecs.add(new Blosc(compressor, 5, shuffle));
            }
        }
        return codecs;
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void whatIsEncodedDecodesToTheSameBytes(Codec codec) {
        for (int itemSize : new int[] {1, 2, 4, 8}) {
            for (int items : new int[] {1, 7, 8, 77, 4099, 100_000}) {
                byte[] raw = Content.smooth(items * itemSize);
                assertThat(codec.decode(codec.encode(raw, itemSize), raw.length))
                        .isEqualTo(raw);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void aChunkOfMoreBytesThanItsShapeIsOversizeAndOfFewerIsMisshapen(Codec codec) {
        byte[] encoded = codec.encode(Content.smooth(4096), 4);
        assertThat(codeOf(() -> codec.decode(encoded, 8192))).isEqualTo(Code.CONTENT_LAYOUT);
        Code tooMany = codeOf(() -> codec.decode(encoded, 2048));
        assertThat(tooMany).isEqualTo(Code.OVERSIZE);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void anyDamageGivesTheRightSizeOrAFailure(Codec codec) {
        SplittableRandom random = new SplittableRandom(20181006);
        int refused = 0;
        for (byte[] raw : List.of(Content.smooth(6000), Content.noise(3000))) {
            byte[] valid = codec.encode(raw, 4);
            for (int round = 0; round < 1500; round++) {
                byte[] damaged = damage(valid, random);
                try {
                    assertThat(codec.decode(damaged, raw.length)).hasSize(raw.length);
                } catch (FailureException refusal) {
                    assertThat(refusal.code()).isIn(Code.CONTENT_LAYOUT, Code.OVERSIZE);
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void pureNoiseGivesTheRightSizeOrAFailure(Codec codec) {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 1000; round++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            int size = 1 + random.nextInt(300);
            try {
                assertThat(codec.decode(noise, size)).hasSize(size);
            } catch (FailureException refusal) {
                assertThat(refusal.code()).isIn(Code.CONTENT_LAYOUT, Code.OVERSIZE);
            }
        }
    }

    @Test
    void aBloscHeaderThatClaimsFourGigabytesIsRefusedWithoutTakingThem() {
        byte[] frame = new Blosc(Blosc.Compressor.LZ4, 5, Shuffle.BYTE).encode(Content.smooth(4096), 4);
        Arrays.fill(frame, 4, 8, (byte) 0xff);
        Codec codec = new Blosc(Blosc.Compressor.LZ4, 5, Shuffle.BYTE);
        assertThat(codeOf(() -> codec.decode(frame, 4096))).isEqualTo(Code.OVERSIZE);
    }

    @Test
    void aZlibBombIsStoppedAtTheChunksSize() {
        byte[] bomb = new Zlib(9).encode(new byte[50_000_000], 4);
        assertThat(codeOf(() -> new Zlib(9).decode(bomb, 1000))).isEqualTo(Code.OVERSIZE);
        byte[] gzipBomb = new Gzip(9).encode(new byte[50_000_000], 4);
        assertThat(codeOf(() -> new Gzip(9).decode(gzipBomb, 1000))).isEqualTo(Code.OVERSIZE);
    }

    @Test
    void aZstdFrameWithALargerWindowThanTheLibraryHasSaysSo() {
        byte[] raw = Content.smooth(100_000);
        byte[] frame = new Zstd(3).encode(raw, 4);
        assertThat(new Zstd(3).decode(withWindow(frame, 13), raw.length)).isEqualTo(raw);
        assertThatThrownBy(() -> new Zstd(3).decode(withWindow(frame, 14), raw.length))
                .isInstanceOf(FailureException.class)
                .hasMessage("CONTENT_LAYOUT: a chunk cannot be decoded: its zstd frame has a window above 8 MiB,"
                        + " which is not supported");
        byte[] damaged = withWindow(frame, 13);
        Arrays.fill(damaged, 9, 40, (byte) 0xff);
        assertThatThrownBy(() -> new Zstd(3).decode(damaged, raw.length)).hasMessageEndingWith("frame is malformed");
    }

    @Test
    void aFrameOfTinyBlocksIsRefusedBeforeItTakesTime() {
        byte[] frame = new Blosc(Blosc.Compressor.ZLIB, 5, Shuffle.NONE).encode(Content.smooth(4096), 4);
        ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 127);
        Codec codec = new Blosc(Blosc.Compressor.ZLIB, 5, Shuffle.NONE);
        assertThatThrownBy(() -> codec.decode(frame, 4096))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        fault -> assertThat(fault.code()).isEqualTo(Code.CONTENT_LAYOUT))
                .hasMessageContaining("impossible block or item size");
    }

    @Test
    void aZstdFrameThatClaimsMinusOneBytesIsMalformed() {
        byte[] frame = new byte[20];
        Arrays.fill(frame, 5, 13, (byte) 0xff);
        System.arraycopy(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, (byte) 0xe0}, 0, frame, 0, 5);
        assertThatThrownBy(() -> new Zstd(3).decode(frame, 1000))
                .isInstanceOf(FailureException.class)
                .hasMessageEndingWith("frame is malformed");
    }

    /** The same blocks behind a header that names a window of 2^(10 + exponent) bytes and no content size. */
    private static byte[] withWindow(byte[] frame, int exponent) {
        int descriptor = frame[4] & 0xff;
        boolean single = (descriptor & 0x20) != 0;
        int contentSize = descriptor >> 6 == 0 ? (single ? 1 : 0) : 1 << (descriptor >> 6);
        int blocks = 5 + (single ? 0 : 1) + contentSize;
        byte[] changed = new byte[6 + frame.length - blocks];
        System.arraycopy(frame, 0, changed, 0, 4);
        changed[4] = (byte) (descriptor & 0x04);
        changed[5] = (byte) (exponent << 3);
        System.arraycopy(frame, blocks, changed, 6, frame.length - blocks);
        return changed;
    }

    @Test
    void blosclzSnappyAndBlosc2FramesAreRefused() {
        Blosc codec = new Blosc(Blosc.Compressor.LZ4, 5, Shuffle.NONE);
        for (int compressor : new int[] {0, 2, 5, 7}) {
            byte[] frame = codec.encode(Content.smooth(4096), 4);
            frame[2] = (byte) (frame[2] & 0x1f | compressor << 5);
            assertThat(codeOf(() -> codec.decode(frame, 4096))).isEqualTo(Code.CONTENT_LAYOUT);
        }
        byte[] later = codec.encode(Content.smooth(4096), 4);
        later[0] = 5;
        assertThat(codeOf(() -> codec.decode(later, 4096))).isEqualTo(Code.CONTENT_LAYOUT);
    }

    private static byte[] damage(byte[] valid, SplittableRandom random) {
        byte[] damaged = valid.clone();
        switch (random.nextInt(5)) {
            case 0 -> damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> {
                for (int n = 1 + random.nextInt(20); n > 0; n--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
            }
            case 2 -> damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
            case 3 -> damaged = Arrays.copyOf(damaged, damaged.length + 1 + random.nextInt(50));
            default -> damaged[random.nextInt(Math.min(40, damaged.length))] = (byte) random.nextInt();
        }
        return damaged;
    }
}
