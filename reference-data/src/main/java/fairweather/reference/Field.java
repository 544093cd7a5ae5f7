package fairweather.reference;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.hash.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * One variable on one level at one valid time: values {@code [lat][lon]} row-major on a canonical {@link Grid}, in the
 * SI unit of the {@link CanonicalVariable}, NaN where missing. Immutable; the values may live on the heap or in a
 * mapped file.
 */
public final class Field {
    /** Values that are turned into bytes together. */
    private static final int PIECE = 8192;

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
        ByteBuffer all = ByteBuffer.allocate(Math.multiplyExact(grid.points(), Float.BYTES));
        payload(all::put);
        return all.array();
    }

    /** The sha256 of {@link #payload()} in lower-case hexadecimal: equal for equal values on every machine. */
    public String sha256() {
        MessageDigest digest = Sha256.start();
        payload(digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** In pieces that stay in the processor's cache, and in loops that its vectors can do. */
    private void payload(Consumer<ByteBuffer> taker) {
        float[] some = new float[Math.min(PIECE, grid.points())];
        int[] bits = new int[some.length];
        ByteBuffer bytes = ByteBuffer.allocate(bits.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (FloatBuffer source = buffer(); source.hasRemaining(); ) {
            int count = Math.min(some.length, source.remaining());
            source.get(some, 0, count);
            for (int i = 0; i < count; i++) {
                bits[i] = Float.floatToIntBits(some[i]);
            }
            bytes.clear().asIntBuffer().put(bits, 0, count);
            taker.accept(bytes.limit(count * Float.BYTES));
        }
    }

    @Override
    public String toString() {
        return "Field[" + variable + (level == null ? "" : " " + level + " hPa") + " at " + validTime + ", " + grid
                + "]";
    }
}
