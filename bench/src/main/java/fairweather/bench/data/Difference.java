package fairweather.bench.data;

import fairweather.reference.Field;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.List;

/** How far two readers' values of the same fields are apart. */
final class Difference {
    private Difference() {}

    /**
     * The largest one of all fields, as a part of the range of the field's values; 0 if they are the same bit for bit, and
     * infinite if their number is not.
     *
     * @param file the other reader's values, one field after the other, float32, little-endian
     */
    static double largest(List<Field> fields, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            FloatBuffer others = channel.map(MapMode.READ_ONLY, 0, channel.size())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            long points =
                    fields.stream().mapToLong(field -> field.grid().points()).sum();
            if (others.remaining() != points) {
                return Double.POSITIVE_INFINITY;
            }
            double largest = 0;
            for (Field field : fields) {
                largest = Math.max(largest, ofOne(field.buffer(), others));
            }
            return largest;
        }
    }

    private static double ofOne(FloatBuffer values, FloatBuffer others) {
        double apart = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        while (values.hasRemaining()) {
            float value = values.get();
            float other = others.get();
            if (Float.floatToIntBits(value) != Float.floatToIntBits(other)) {
                apart = Math.max(apart, Math.abs((double) value - other));
            }
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return apart == 0 ? 0 : apart / (most - least);
    }
}
