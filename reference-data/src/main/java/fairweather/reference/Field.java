package fairweather.reference;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.hash.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Instant;
import java.util.Objects;

/**
 * One variable on one level at one valid time: values {@code [lat][lon]} row-major on a canonical {@link Grid}, in the
 * SI unit of the {@link CanonicalVariable}, NaN where missing. Immutable; the values may live on the heap or in a
 * mapped file.
 */
public final class Field {
    private final String variable;
    private final Integer level;
    private final Instant validTime;
    private final Grid grid;
    private final FloatBuffer values;

    /**
     * @param level pressure in hPa, or null for a surface field
     * @param values one value per point of the grid; shared, the caller must not change it afterwards
     */
    public Field(String variable, Integer level, Instant validTime, Grid grid, FloatBuffer values) {
        this.variable = Objects.requireNonNull(variable, "variable");
        this.level = level;
        this.validTime = Objects.requireNonNull(validTime, "validTime");
        this.grid = Objects.requireNonNull(grid, "grid");
        this.values = values.asReadOnlyBuffer();
        if (values.remaining() != grid.points()) {
            throw new FailureException(
                    Code.CONTENT_LAYOUT,
                    variable + " has " + values.remaining() + " values for " + grid.points() + " points");
        }
    }

    public Field(String variable, Integer level, Instant validTime, Grid grid, float[] values) {
        this(variable, level, validTime, grid, FloatBuffer.wrap(values));
    }

    public String variable() {
        return variable;
    }

    /** Pressure in hPa, or null for a surface field. */
    public Integer level() {
        return level;
    }

    public Instant validTime() {
        return validTime;
    }

    public Grid grid() {
        return grid;
    }

    /** A copy of the values, row-major from north to south. */
    public float[] values() {
        float[] copy = new float[grid.points()];
        buffer().get(copy);
        return copy;
    }

    /** A read-only view of the values with its own position, for readers that need no copy. */
    public FloatBuffer buffer() {
        return values.duplicate();
    }

    public float value(int row, int column) {
        return values.get(values.position()
                + Objects.checkIndex(row, grid.rows()) * grid.columns()
                + Objects.checkIndex(column, grid.columns()));
    }

    /** The same values as the field of another valid time, for a declared substitution. */
    public Field at(Instant time) {
        return new Field(variable, level, time, grid, buffer());
    }

    /** The decoded payload: the values as little-endian float32, every NaN in its one canonical form. */
    public byte[] payload() {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(grid.points(), Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer source = buffer();
        while (source.hasRemaining()) {
            bytes.putInt(Float.floatToIntBits(source.get()));
        }
        return bytes.array();
    }

    /** The sha256 of {@link #payload()} in lower-case hexadecimal: equal for equal values on every machine. */
    public String sha256() {
        return Sha256.hex(payload());
    }

    @Override
    public String toString() {
        return "Field[" + variable + (level == null ? "" : " " + level + " hPa") + " at " + validTime + ", " + grid
                + "]";
    }
}
