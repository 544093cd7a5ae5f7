package fairweather.scoring.parity;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The plain mean, added in the order given, so that it has the same last bit everywhere. */
final class Mean {
    private Mean() {}

    /** Empty if there is nothing to average. */
    static <T> OptionalDouble of(List<T> items, ToDoubleFunction<T> number) {
        double sum = 0;
        for (T item : items) {
            sum += number.applyAsDouble(item);
        }
        return items.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sum / items.size());
    }
}
