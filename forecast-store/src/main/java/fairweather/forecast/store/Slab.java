package fairweather.forecast.store;

import fairweather.forecast.zarr.ChunkValues;
import fairweather.forecast.zarr.ZarrArray;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The chunks that hold the same rows of the same fields and differ in their columns. Where one chunk has all columns, its
 * rows are passed on as they are; else they are put together first and passed on with the last chunk.
 */
final class Slab {
    private final ZarrArray array;
    private final double factor;
    private final Axes axes;
    private final Member[] members;
    private final TargetRow[] rows;
    private final int columns;
    private final int chunks;
    private final AtomicInteger missing;
    private float[][] together;

    /**
     * A field.
     *
     * @param field position in the list of what was wanted
     * @param from index of its first value in a chunk
     */
    record Member(int field, int from) {}

    /**
     * A row of the target grid.
     *
     * @param from index of its first value in a field of a chunk
     */
    record TargetRow(int row, int from) {}

    /**
     * @param columns of the target grid
     * @param chunks how many there are
     */
    Slab(ZarrArray array, double factor, Axes axes, Member[] members, TargetRow[] rows, int columns, int chunks) {
        this.array = array;
        this.factor = factor;
        this.axes = axes;
        this.members = members;
        this.rows = rows;
        this.columns = columns;
        this.chunks = chunks;
        this.missing = new AtomicInteger(chunks);
    }

    ZarrArray array() {
        return array;
    }

    double factor() {
        return factor;
    }

    /** Bytes of the rows while they wait for their other columns. */
    long memory() {
        long waiting = chunks == 1 ? 1 : (long) members.length * rows.length;
        return waiting * columns * Float.BYTES;
    }

    void take(ChunkValues values, ColumnRun[] runs, FieldVisitor visitor) {
        if (chunks == 1) {
            float[] row = new float[columns];
            // Rows outside: where levels come last, all fields of a row lie side by side.
            for (TargetRow target : rows) {
                for (Member member : members) {
                    copy(values, runs, member.from + target.from, row, 0);
                    visitor.row(member.field, target.row, row);
                }
            }
            return;
        }
        float[][] fields = together();
        for (int i = 0; i < rows.length; i++) {
            for (int m = 0; m < members.length; m++) {
                copy(values, runs, members[m].from + rows[i].from, fields[m], i * columns);
            }
        }
        if (missing.decrementAndGet() == 0) {
            passOn(fields, visitor);
        }
    }

    private void copy(ChunkValues values, ColumnRun[] runs, int from, float[] into, int to) {
        int stride = axes.strideInChunk(axes.longitude());
        for (ColumnRun run : runs) {
            values.copy(from + run.from() * stride, stride, into, to + run.to(), run.count());
        }
    }

    private synchronized float[][] together() {
        if (together == null) {
            together = new float[members.length][rows.length * columns];
        }
        return together;
    }

    private void passOn(float[][] fields, FieldVisitor visitor) {
        float[] row = new float[columns];
        for (int m = 0; m < members.length; m++) {
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(fields[m], i * columns, row, 0, columns);
                visitor.row(members[m].field, rows[i].row, row);
            }
        }
        synchronized (this) {
            together = null;
        }
    }
}
