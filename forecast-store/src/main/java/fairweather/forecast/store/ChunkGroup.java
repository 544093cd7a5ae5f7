package fairweather.forecast.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fields that share their chunks, and with it their fate; and all chunks that hold something of them, each of which is in
 * no other group. Chunks come into being one latitude after the other, since a store may have a great many.
 */
public final class ChunkGroup implements Iterable<PlannedChunk> {
    private final Located first;
    private final List<Integer> fields;
    private final Slab.Member[] members;

    ChunkGroup(Located first, List<Slab.Member> members) {
        this.first = first;
        this.members = members.toArray(Slab.Member[]::new);
        this.fields = members.stream().map(Slab.Member::field).toList();
    }

    /** Positions in the list of what was wanted. */
    public List<Integer> fields() {
        return fields;
    }

    /** How many chunks there are. */
    public int size() {
        Axes axes = first.axes();
        return axes.chunks(axes.latitude()) * axes.chunks(axes.longitude());
    }

    /** The chunks anew: whoever goes through them twice reads the fields twice. */
    @Override
    public Iterator<PlannedChunk> iterator() {
        Axes axes = first.axes();
        return IntStream.range(0, axes.chunks(axes.latitude()))
                .boxed()
                .flatMap(latitudes -> slab(latitudes).stream())
                .iterator();
    }

    private List<PlannedChunk> slab(int latitudeChunk) {
        Axes axes = first.axes();
        int[] columns = first.mapping().columns();
        int longitudeChunks = axes.chunks(axes.longitude());
        int length = axes.chunk(axes.longitude());
        Slab slab = new Slab(
                first.array(), first.factor(), axes, members, rows(latitudeChunk), columns.length, longitudeChunks);
        int[] chunk = new int[axes.array().rank()];
        chunk[axes.time()] = first.timeChunk();
        if (axes.level() >= 0) {
            chunk[axes.level()] = first.levelChunk();
        }
        chunk[axes.latitude()] = latitudeChunk;
        List<PlannedChunk> chunks = new ArrayList<>();
        for (int longitudes = 0; longitudes < longitudeChunks; longitudes++) {
            chunk[axes.longitude()] = longitudes;
            chunks.add(new PlannedChunk(
                    slab, first.array().key(chunk), ColumnRun.of(columns, longitudes * length, length)));
        }
        return chunks;
    }

    /** The rows of the target that lie in one chunk along the latitudes. */
    private Slab.TargetRow[] rows(int latitudeChunk) {
        Axes axes = first.axes();
        int length = axes.chunk(axes.latitude());
        int[] sources = first.mapping().rows();
        List<Slab.TargetRow> rows = new ArrayList<>();
        for (int row = 0; row < sources.length; row++) {
            if (sources[row] / length == latitudeChunk) {
                rows.add(new Slab.TargetRow(row, sources[row] % length * axes.strideInChunk(axes.latitude())));
            }
        }
        return rows.toArray(Slab.TargetRow[]::new);
    }
}
