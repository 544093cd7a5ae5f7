package fairweather.job;

import fairweather.outcome.OutcomeDraft;
import fairweather.step.StepEvent;
import java.util.ArrayList;
import java.util.List;

/** What an attempt has to say: its domain rows, its step rows and its outcomes, written in one transaction. */
public record Report(List<Write> writes, List<StepEvent> steps, List<OutcomeDraft> outcomes) {
    public static final Report NOTHING = new Report(List.of(), List.of(), List.of());

    public Report {
        writes = List.copyOf(writes);
        steps = List.copyOf(steps);
        outcomes = List.copyOf(outcomes);
    }

    public static Report of(StepEvent step) {
        return NOTHING.and(step);
    }

    public static Report of(OutcomeDraft outcome) {
        return NOTHING.and(outcome);
    }

    public Report and(StepEvent step) {
        return new Report(writes, appended(steps, step), outcomes);
    }

    public Report and(OutcomeDraft outcome) {
        return new Report(writes, steps, appended(outcomes, outcome));
    }

    public Report and(Write write) {
        return new Report(appended(writes, write), steps, outcomes);
    }

    /** Both, the other's after this one's. */
    public Report and(Report other) {
        return new Report(joined(writes, other.writes), joined(steps, other.steps), joined(outcomes, other.outcomes));
    }

    private static <T> List<T> joined(List<T> these, List<T> those) {
        List<T> both = new ArrayList<>(these);
        both.addAll(those);
        return both;
    }

    private static <T> List<T> appended(List<T> list, T item) {
        List<T> longer = new ArrayList<>(list);
        longer.add(item);
        return longer;
    }
}
