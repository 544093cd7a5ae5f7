package fairweather.forecast.store;

import java.util.List;

/**
 * In which order chunks are read so that each is fetched, decoded and dropped once, whatever they hold: the fields that
 * lie in the same chunks are read together.
 *
 * @param absent for every wanted field why it is not there, or null
 * @param groups of the other fields
 */
public record ReadingPlan(List<FieldResult.Absent> absent, List<Group> groups) {

    /**
     * Fields that share their chunks, and with it their fate.
     *
     * @param fields positions in the list of what was wanted
     * @param chunks all chunks that hold something of them, each in no other group
     */
    public record Group(List<Integer> fields, List<PlannedChunk> chunks) {
        public Group {
            fields = List.copyOf(fields);
            chunks = List.copyOf(chunks);
        }
    }

    public ReadingPlan {
        groups = List.copyOf(groups);
    }
}
