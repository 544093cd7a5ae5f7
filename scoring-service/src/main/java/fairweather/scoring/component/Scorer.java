package fairweather.scoring.component;

import fairweather.scoring.forecast.Measured;
import fairweather.scoring.store.Run;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Makes scores and rows of what was measured, by the rules of a mode. */
public sealed interface Scorer permits StrictScorer, ParityScorer {

    /** The one whose rules the run asks for. */
    static Scorer of(Run run) {
        return switch (run.config().mode()) {
            case STRICT -> new StrictScorer();
            case PARITY -> new ParityScorer();
        };
    }

    /**
     * @param measured the components of every lead that could be scored
     * @param unavailable why the other configured leads could not
     */
    Day1Result day1(Subject subject, SortedMap<Integer, List<Measured>> measured, Map<Integer, String> unavailable);

    /** @param measured one per configured component, levels of a variable ascending */
    LeadResult lead(Subject subject, int leadHours, List<Measured> measured);
}
