package fairweather.reference.zarr;

import fairweather.forecast.codec.Blosc;
import fairweather.forecast.codec.Shuffle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Chunks as an archive might have them. */
public final class StoredValues {
    private static final Blosc CODEC = new Blosc(Blosc.Compressor.LZ4, 5, Shuffle.BYTE);

    private StoredValues() {}

    public static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return CODEC.encode(bytes.array(), Float.BYTES);
    }

    public static byte[] longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return CODEC.encode(bytes.array(), Long.BYTES);
    }
}
