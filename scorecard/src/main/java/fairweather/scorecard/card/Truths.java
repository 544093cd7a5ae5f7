package fairweather.scorecard.card;

import fairweather.scorecard.data.Dataset;
import fairweather.scorecard.data.Moment;
import fairweather.scorecard.data.Slot;
import java.time.Instant;
import java.util.List;

/**
 * What happened. A field counts if it is valid at exactly the wanted time; where a truth has analyses, its forecasts do
 * not count. A truth without a time counts at any.
 *
 * @param members the one that is wanted of an ensemble, or none
 */
record Truths(Dataset data, List<Integer> members) {
    private static final String ROLE = "the truth";
    private static final String OPTION = "--truth-member";

    /** @param valid null if nothing tells the time; then the truth's only one counts */
    Choice at(Key key, Instant valid) {
        List<Slot> all = data.slots(key.variable(), key.level()).toList();
        List<Slot> timed =
                all.stream().filter(slot -> slot.moment() instanceof Moment.At).toList();
        List<Slot> there = timed.stream()
                .filter(slot ->
                        valid == null || ((Moment.At) slot.moment()).valid().equals(valid))
                .toList();
        boolean analysed = timed.stream().anyMatch(Truths::analysis);
        List<Slot> counting =
                there.stream().filter(slot -> !analysed || analysis(slot)).toList();
        if (valid == null && counting.stream().map(Slot::moment).distinct().count() > 1) {
            return new Choice.None("the forecast has no time and the truth has several; give --init");
        }
        if (!counting.isEmpty()) {
            return Choice.ofMembers(ROLE, data, key, counting, members, OPTION);
        }
        if (timed.isEmpty()) {
            List<Slot> timeless = all.stream()
                    .filter(slot -> slot.moment() instanceof Moment.Always)
                    .toList();
            return Choice.ofMembers(ROLE, data, key, timeless, members, OPTION);
        }
        return new Choice.None(
                there.isEmpty()
                        ? "the truth has no " + key + " valid at " + valid
                        : "the truth has only a forecast, no analysis, of " + key + " valid at " + valid);
    }

    private static boolean analysis(Slot slot) {
        return slot.moment() instanceof Moment.At at && (at.leadHours() == null || at.leadHours() == 0);
    }
}
