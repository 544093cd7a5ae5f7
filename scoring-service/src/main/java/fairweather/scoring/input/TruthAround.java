package fairweather.scoring.input;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The truth of other valid times, as far as it happened to be at hand: by it a field of the wrong hour is known. No score
 * depends on it.
 *
 * @param leadHours of the forecasts that are looked at
 * @param byHours after the valid time
 */
public record TruthAround(int leadHours, SortedMap<Integer, Evidence> byHours) {
    static final TruthAround NONE = new TruthAround(0, Collections.emptySortedMap());

    public TruthAround {
        byHours = Collections.unmodifiableSortedMap(new TreeMap<>(byHours));
    }
}
