package fairweather.forecast.store;

import java.util.List;

/**
 * In which order chunks are read so that each is fetched, decoded and dropped once, whatever they hold: the fields that
 * lie in the same chunks are read together.
 *
 * @param absent for every wanted field why it is not there, or null
 * @param groups of the other fields
 */
public record ReadingPlan(List<FieldResult.Absent> absent, List<ChunkGroup> groups) {
    public ReadingPlan {
        groups = List.copyOf(groups);
    }
}
