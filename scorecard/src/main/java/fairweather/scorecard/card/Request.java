package fairweather.scorecard.card;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What is to be scored. Empty means all that the forecast has.
 *
 * @param levels hPa; they narrow variables that have levels
 * @param init T0, or null
 * @param members of the forecast's ensemble, whose mean is scored
 * @param truthMembers at most one
 * @param persist whether the field at T0 stands for every lead
 * @param regrid whether other grids may be interpolated to the truth's
 */
public record Request(
        List<String> variables,
        Set<Integer> levels,
        Set<Integer> leads,
        Instant init,
        List<Integer> members,
        List<Integer> truthMembers,
        boolean persist,
        boolean regrid) {}
