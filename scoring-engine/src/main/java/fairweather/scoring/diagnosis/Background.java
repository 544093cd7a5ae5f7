package fairweather.scoring.diagnosis;

import fairweather.scoring.metric.Rows;
import fairweather.scoring.metric.WeightRule;
import java.util.Map;

/**
 * What a forecast of one component is looked at against; all fields lie on one grid, in one unit.
 *
 * @param latitudes degrees, from north to south
 * @param columns points of a row
 * @param truthSha256 of the truth's values, in hexadecimal: chooses the sample
 * @param leadHours how long after its start the forecast is for
 * @param truthAtOtherTimes by hours after the valid time; what is not at hand is left out
 */
public record Background(
        double[] latitudes,
        int columns,
        WeightRule rule,
        Rows truth,
        String truthSha256,
        Rows climatology,
        int leadHours,
        Map<Integer, Rows> truthAtOtherTimes) {}
