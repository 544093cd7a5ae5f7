package fairweather.scorecard.card;

import fairweather.scorecard.data.Dataset;
import fairweather.scorecard.data.Slot;
import java.util.List;

/**
 * What was forecast, by a forecast or by its reference.
 *
 * @param role for sentences, for example {@code the forecast}
 * @param members those of an ensemble whose mean is wanted, or none
 * @param option by which members are named, or null if there is none
 */
record Forecasts(String role, Dataset data, ForecastTimes times, List<Integer> members, String option) {

    Choice at(Key key, Step step) {
        List<Slot> slots = times.slots(key, step);
        if (slots.isEmpty()
                && step.leadHours() != null
                && data.levels(key.variable()).contains(key.level())) {
            return new Choice.None(role + " has no " + key + " with lead " + step.leadHours() + " h");
        }
        return Choice.ofMembers(role, data, key, slots, members, option);
    }
}
