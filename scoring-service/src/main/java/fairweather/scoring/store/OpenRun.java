package fairweather.scoring.store;

import java.util.List;

/**
 * What is still to be scored of a run.
 *
 * @param day1 whether a miner is before or at Day 1
 * @param leads ERA5 leads that are not decided for every miner, h
 */
public record OpenRun(Run run, boolean day1, List<Integer> leads) {
    public OpenRun {
        leads = List.copyOf(leads);
    }
}
