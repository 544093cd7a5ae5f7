package fairweather.forecast.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the fields that share chunks together. */
final class Planner {
    private final Map<Place, List<Member>> groups = new LinkedHashMap<>();

    /** Which chunks hold a field: those of an array at one chunk along time and one along the levels. */
    private record Place(String array, int timeChunk, int levelChunk) {}

    private record Member(int field, Located where) {}

    /** @param field position in the list of what is wanted */
    void add(int field, Located where) {
        Place place = new Place(where.array().metadata().name(), where.timeChunk(), where.levelChunk());
        groups.computeIfAbsent(place, nobody -> new ArrayList<>()).add(new Member(field, where));
    }

    List<ChunkGroup> groups() {
        return groups.values().stream().map(Planner::group).toList();
    }

    private static ChunkGroup group(List<Member> members) {
        return new ChunkGroup(
                members.getFirst().where,
                members.stream()
                        .map(member -> new Slab.Member(member.field, member.where.firstInChunk()))
                        .toList());
    }
}
