package fairweather.forecast.zarr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** The number types of arrays that are read, by their Zarr v2 word. */
public enum DataType {
    FLOAT32("<f4", Float.BYTES, ByteOrder.LITTLE_ENDIAN),
    FLOAT32_BIG(">f4", Float.BYTES, ByteOrder.BIG_ENDIAN),
    FLOAT64("<f8", Double.BYTES, ByteOrder.LITTLE_ENDIAN),
    FLOAT64_BIG(">f8", Double.BYTES, ByteOrder.BIG_ENDIAN),
    INT16("<i2", Short.BYTES, ByteOrder.LITTLE_ENDIAN),
    INT16_BIG(">i2", Short.BYTES, ByteOrder.BIG_ENDIAN),
    INT32("<i4", Integer.BYTES, ByteOrder.LITTLE_ENDIAN),
    INT32_BIG(">i4", Integer.BYTES, ByteOrder.BIG_ENDIAN),
    INT64("<i8", Long.BYTES, ByteOrder.LITTLE_ENDIAN),
    INT64_BIG(">i8", Long.BYTES, ByteOrder.BIG_ENDIAN);

    private final String word;
    private final int bytes;
    private final ByteOrder order;

    DataType(String word, int bytes, ByteOrder order) {
        this.word = word;
        this.bytes = bytes;
        this.order = order;
    }

    /** Empty for a type that is not read: float16, unsigned, complex and whatever else there is. */
    public static Optional<DataType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    public String word() {
        return word;
    }

    /** Bytes of one value. */
    public int bytes() {
        return bytes;
    }

    ByteOrder order() {
        return order;
    }

    public boolean floating() {
        return switch (this) {
            case FLOAT32, FLOAT32_BIG, FLOAT64, FLOAT64_BIG -> true;
            case INT16, INT16_BIG, INT32, INT32_BIG, INT64, INT64_BIG -> false;
        };
    }

    /** True for the types whose every value is exactly a float32. */
    public boolean single() {
        return this == FLOAT32 || this == FLOAT32_BIG;
    }

    /** The value at an index, in a buffer of this type's byte order; an int64 beyond 2^53 is rounded. */
    double number(ByteBuffer buffer, int index) {
        return switch (this) {
            case FLOAT32, FLOAT32_BIG -> buffer.getFloat(index * Float.BYTES);
            case FLOAT64, FLOAT64_BIG -> buffer.getDouble(index * Double.BYTES);
            case INT16, INT16_BIG -> buffer.getShort(index * Short.BYTES);
            case INT32, INT32_BIG -> buffer.getInt(index * Integer.BYTES);
            case INT64, INT64_BIG -> buffer.getLong(index * Long.BYTES);
        };
    }

    long whole(ByteBuffer buffer, int index) {
        return this == INT64 || this == INT64_BIG ? buffer.getLong(index * Long.BYTES) : (long) number(buffer, index);
    }
}
