package fairweather.scoring.spoilt;

import fairweather.forecast.codec.Blosc;
import fairweather.forecast.codec.Codec;
import fairweather.forecast.codec.Gzip;
import fairweather.forecast.codec.Shuffle;
import fairweather.forecast.codec.Zlib;
import fairweather.forecast.codec.Zstd;
import fairweather.forecast.key.ObjectKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;

/** Chunks that are not what the metadata or the frozen list promise. Only that of 24 h of one array is spoilt. */
final class SpoiltBytes {
    private static final String CHUNK = "2t/0.0.0";
    private static final byte[] BOMB = new byte[60_000_000];
    private static final Blosc LZ4 = new Blosc(Blosc.Compressor.LZ4, 5, Shuffle.BYTE);

    static final Map<String, Spoil> ALL = Map.ofEntries(
            Map.entry("chunk_missing", f -> f.objects(objects -> objects.remove(ObjectKey.of(CHUNK)))),
            Map.entry(
                    "chunk_gone_after_the_freeze", f -> f.afterFreeze(objects -> objects.remove(ObjectKey.of(CHUNK)))),
            Map.entry(
                    "chunk_changed_after_the_freeze",
                    f -> f.afterFreeze(
                            objects -> objects.put(ObjectKey.of(CHUNK), objects.get(ObjectKey.of("2t/1.0.0"))))),
            Map.entry("chunk_empty", f -> f.object(CHUNK, bytes -> new byte[0])),
            Map.entry("chunk_of_text", f -> f.object(CHUNK, bytes -> "<html>502 Bad Gateway</html>".getBytes())),
            Map.entry("chunk_too_large", f -> f.object(CHUNK, bytes -> Arrays.copyOf(bytes, 200_000))),
            Map.entry("blosc_claims_4_gib", f -> blosc(f, frame -> frame.putInt(4, -1))),
            Map.entry("blosc_claims_less", f -> blosc(f, frame -> frame.putInt(4, 4096))),
            Map.entry("blosc_of_another_length", f -> blosc(f, frame -> frame.putInt(12, 77))),
            Map.entry("blosc_block_of_0", f -> blosc(f, frame -> frame.putInt(8, 0))),
            Map.entry("blosc_block_larger_than_all", f -> blosc(f, frame -> frame.putInt(8, 1 << 30))),
            Map.entry("blosc_blocks_of_1", f -> blosc(f, frame -> frame.putInt(8, 1))),
            Map.entry("blosc_block_outside", f -> blosc(f, frame -> frame.putInt(16, 1 << 29))),
            Map.entry("blosc_items_of_0", f -> blosc(f, frame -> frame.put(3, (byte) 0))),
            Map.entry("blosc_2_frame", f -> blosc(f, frame -> frame.put(0, (byte) 5))),
            Map.entry("blosc_snappy", f -> blosc(f, frame -> frame.put(2, (byte) (frame.get(2) & 0x1f | 2 << 5)))),
            Map.entry("lz4_offset_before_the_start", SpoiltBytes::lz4Offset),
            Map.entry("zstd_truncated", f -> plain(f, new Zstd(3)).object(CHUNK, b -> Arrays.copyOf(b, b.length / 2))),
            Map.entry("zstd_bomb", f -> bomb(f, new Zstd(3))),
            Map.entry("zlib_bomb", f -> bomb(f, new Zlib(9))),
            Map.entry("gzip_bomb", f -> bomb(f, new Gzip(9))),
            Map.entry("zlib_with_a_tail", f -> bombOf(f, new Zlib(1), Weather.POINTS * Float.BYTES + 1)),
            Map.entry(
                    "gzip_checksum_wrong",
                    f -> plain(f, new Gzip(1)).object(CHUNK, bytes -> {
                        bytes[bytes.length - 6] ^= 1;
                        return bytes;
                    })),
            Map.entry("latitudes_undecodable", f -> f.object("lat/0", bytes -> new byte[3])));

    private SpoiltBytes() {}

    private static void blosc(SoundForecast forecast, Consumer<ByteBuffer> change) {
        forecast.object(CHUNK, bytes -> {
            change.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
            return bytes;
        });
    }

    private static SoundForecast plain(SoundForecast forecast, Codec codec) {
        return forecast.variable("2t", array -> array.withCodec(codec));
    }

    private static void bomb(SoundForecast forecast, Codec codec) {
        bombOf(forecast, codec, BOMB.length);
    }

    private static void bombOf(SoundForecast forecast, Codec codec, int bytes) {
        plain(forecast, codec).object(CHUNK, sound -> codec.encode(Arrays.copyOf(BOMB, bytes), Float.BYTES));
    }

    /** A block of one literal, then a match that begins 40 000 bytes before it. */
    private static void lz4Offset(SoundForecast forecast) {
        forecast.variable("2t", array -> array.withCodec(LZ4)).object(CHUNK, frame -> {
            ByteBuffer bytes = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
            int stream = bytes.getInt(16) + 4;
            bytes.put(stream, (byte) 0x14).put(stream + 1, (byte) 7).putShort(stream + 2, (short) 40_000);
            return frame;
        });
    }
}
