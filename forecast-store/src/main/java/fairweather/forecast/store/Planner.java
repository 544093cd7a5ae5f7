package fairweather.forecast.store;

import fairweather.forecast.store.ReadingPlan.Group;
import fairweather.forecast.zarr.ArrayMetadata;
import fairweather.forecast.zarr.ZarrArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the fields that share chunks together, and each group's chunks in order. */
final class Planner {
    private final Map<Place, List<Member>> groups = new LinkedHashMap<>();

    /** Which chunks hold a field: those of an array at one chunk along time and one along the levels. */
    private record Place(String array, int timeChunk, int levelChunk) {}

    private record Member(int field, Located where) {}

    /**
     * Where a field lies.
     *
     * @param time index along time, {@code level} along the levels or 0
     */
    record Located(ZarrArray array, double factor, Axes axes, int time, int level, GridMapping mapping) {
        private int insideTime() {
            return time % axes.chunk(axes.time());
        }

        private int insideLevel() {
            return axes.level() < 0 ? 0 : level % axes.chunk(axes.level());
        }

        private int firstInChunk() {
            int inLevel = axes.level() < 0 ? 0 : insideLevel() * axes.strideInChunk(axes.level());
            return inLevel + insideTime() * axes.strideInChunk(axes.time());
        }
    }

    /** @param field position in the list of what is wanted */
    void add(int field, Located one) {
        Axes axes = one.axes();
        int levelChunk = axes.level() < 0 ? 0 : one.level() / axes.chunk(axes.level());
        Place place = new Place(one.array().metadata().name(), one.time() / axes.chunk(axes.time()), levelChunk);
        groups.computeIfAbsent(place, nobody -> new ArrayList<>()).add(new Member(field, one));
    }

    List<Group> groups() {
        List<Group> planned = new ArrayList<>();
        groups.forEach((place, members) -> planned.add(group(place, members)));
        return planned;
    }

    private static Group group(Place place, List<Member> members) {
        Located first = members.getFirst().where;
        Slab.Member[] parts = members.stream()
                .map(member -> new Slab.Member(member.field, member.where.firstInChunk()))
                .toArray(Slab.Member[]::new);
        Axes axes = first.axes();
        List<PlannedChunk> chunks = new ArrayList<>();
        int latitudeChunks = axes.chunks(axes.latitude());
        for (int latitudes = 0; latitudes < latitudeChunks; latitudes++) {
            Slab.TargetRow[] rows = rows(first, latitudes);
            if (rows.length > 0) {
                chunks.addAll(slab(place, first, parts, latitudes, rows));
            }
        }
        return new Group(members.stream().map(Member::field).toList(), chunks);
    }

    /** The rows of the target that lie in one chunk along the latitudes. */
    private static Slab.TargetRow[] rows(Located field, int latitudeChunk) {
        Axes axes = field.axes();
        int length = axes.chunk(axes.latitude());
        int[] sources = field.mapping().rows();
        List<Slab.TargetRow> rows = new ArrayList<>();
        for (int row = 0; row < sources.length; row++) {
            if (sources[row] / length == latitudeChunk) {
                rows.add(new Slab.TargetRow(row, sources[row] % length * axes.strideInChunk(axes.latitude())));
            }
        }
        return rows.toArray(Slab.TargetRow[]::new);
    }

    private static List<PlannedChunk> slab(
            Place place, Located field, Slab.Member[] members, int latitudeChunk, Slab.TargetRow[] rows) {
        Axes axes = field.axes();
        int[] columns = field.mapping().columns();
        int longitudeChunks = axes.chunks(axes.longitude());
        int length = axes.chunk(axes.longitude());
        Slab slab = new Slab(field.array(), field.factor(), axes, members, rows, columns.length, longitudeChunks);
        List<PlannedChunk> chunks = new ArrayList<>();
        ArrayMetadata array = field.array().metadata();
        int[] chunk = new int[array.rank()];
        chunk[axes.time()] = place.timeChunk;
        if (axes.level() >= 0) {
            chunk[axes.level()] = place.levelChunk;
        }
        chunk[axes.latitude()] = latitudeChunk;
        for (int longitudes = 0; longitudes < longitudeChunks; longitudes++) {
            chunk[axes.longitude()] = longitudes;
            chunks.add(new PlannedChunk(
                    slab, field.array().key(chunk), ColumnRun.of(columns, longitudes * length, length)));
        }
        return chunks;
    }
}
