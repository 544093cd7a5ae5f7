package fairweather.scoring.component;

import fairweather.scoring.forecast.Measured;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Mode strict. */
record StrictScorer() implements Scorer {

    @Override
    public Day1Result day1(
            Subject subject, SortedMap<Integer, List<Measured>> measured, Map<Integer, String> unavailable) {
        return Day1Result.of(subject, measured, unavailable);
    }

    @Override
    public LeadResult lead(Subject subject, int leadHours, List<Measured> measured) {
        return LeadResult.of(subject, leadHours, measured);
    }
}
