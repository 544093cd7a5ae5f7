package fairweather.scoring.forecast;

import fairweather.failure.Failure;
import fairweather.failure.FailureException;
import fairweather.forecast.store.FieldResult;
import fairweather.forecast.store.ForecastReader;
import fairweather.forecast.store.TargetGrid;
import fairweather.scoring.diagnosis.Examination;
import fairweather.scoring.input.ComponentInputs;
import fairweather.scoring.input.LeadInputs;
import fairweather.scoring.metric.BandSums;
import fairweather.scoring.metric.Comparison;
import fairweather.scoring.metric.Metrics;
import fairweather.scoring.metric.PartialSums;
import fairweather.scoring.metric.RowVisitor;
import fairweather.scoring.metric.Rows;
import fairweather.scoring.score.Absence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One reading of the components of some leads. What cannot be read ends it while it may be tried again. When it may not,
 * the component is absent with the code of that failure, as long as anything else can be read; but never for bytes that
 * are not what was frozen, and never for trouble of our own.
 */
final class Measurement {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ForecastReader reader;
    private final Predicate<Failure> spent;
    private FailureException firstUnreadable;
    private boolean anythingDecoded;

    /** @param spent whether there is no retry after a failure */
    Measurement(ForecastReader reader, Predicate<Failure> spent) {
        this.reader = reader;
        this.spent = spent;
    }

    /** One result per component, in the order of the inputs. */
    SortedMap<Integer, List<Measured>> of(SortedMap<Integer, LeadInputs.Complete> leads) {
        SortedMap<Integer, List<Measured>> measured = new TreeMap<>();
        leads.forEach((lead, inputs) -> measured.put(lead, lead(inputs, lead)));
        if (firstUnreadable != null && !anythingDecoded) {
            throw firstUnreadable;
        }
        return measured;
    }

    private List<Measured> lead(LeadInputs.Complete inputs, int leadHours) {
        Map<String, List<ComponentInputs>> byVariable = new LinkedHashMap<>();
        inputs.components()
                .forEach(component -> byVariable
                        .computeIfAbsent(component.variable(), name -> new ArrayList<>())
                        .add(component));
        List<Measured> measured = new ArrayList<>();
        byVariable.forEach((variable, components) -> {
            long start = System.nanoTime();
            List<Integer> levels = new ArrayList<>();
            components.forEach(component -> levels.add(component.level()));
            List<FieldResult> fields = read(variable, levels, leadHours, Forecast.target(inputs.grid()));
            long readingEach = (System.nanoTime() - start) / components.size();
            for (int i = 0; i < components.size(); i++) {
                measured.add(measured(inputs, components.get(i), fields.get(i), readingEach));
            }
        });
        return measured;
    }

    /** Levels that cannot be read together are read one by one, so that each costs itself only. */
    private List<FieldResult> read(String variable, List<Integer> levels, int leadHours, TargetGrid target) {
        try {
            return reader.read(variable, levels, leadHours, target);
        } catch (FailureException unreadable) {
            Failure failure = unreadable.failure();
            if (failure.code().integrity() || failure.code().blameless() || !spent.test(failure)) {
                throw unreadable;
            }
            if (levels.size() == 1) {
                firstUnreadable = firstUnreadable == null ? unreadable : firstUnreadable;
                return List.of(new FieldResult.Absent(failure.code(), failure.message()));
            }
            return levels.stream()
                    .map(level -> read(variable, Collections.singletonList(level), leadHours, target)
                            .getFirst())
                    .toList();
        }
    }

    private Measured measured(
            LeadInputs.Complete inputs, ComponentInputs component, FieldResult field, long readingNanos) {
        long start = System.nanoTime();
        return switch (field) {
            case FieldResult.Absent absent ->
                new Measured(
                        component, null, null, new Absence(absent.code(), absent.reason()), null, millis(readingNanos));
            case FieldResult.Present present -> {
                anythingDecoded = true;
                PartialSums sums =
                        inputs.kernel().sums(new Comparison(Rows.of(present.values()), component.standard()));
                BandSums global = sums.global();
                Absence absence = Absence.ofValues(component.variable(), global).orElse(null);
                Examination examination = component.examination(inputs.kernel().rule());
                visit(present.values(), inputs.grid().columns(), examination);
                yield new Measured(
                        component,
                        sums,
                        Metrics.of(global),
                        absence,
                        examination.result(),
                        millis(readingNanos + System.nanoTime() - start));
            }
        };
    }

    private static void visit(float[] field, int columns, RowVisitor visitor) {
        for (int row = 0; row < field.length / columns; row++) {
            visitor.row(row, Arrays.copyOfRange(field, row * columns, (row + 1) * columns));
        }
    }

    private static int millis(long nanos) {
        return Math.toIntExact(nanos / NANOS_PER_MILLI);
    }
}
