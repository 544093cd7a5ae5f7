package fairweather.reference.zarr;

import fairweather.reference.Readiness;
import fairweather.reference.object.ObjectTrouble;
import fairweather.reference.zarr.Attempt.Ended;
import java.util.function.Supplier;

/**
 * Asks one host for one thing after the other, and for nothing more once it is silent: every further question would wait
 * as long again, and a batch of seventy fields for hours. For one thread.
 */
final class Asking {
    private Readiness silence;

    <T> Attempt<T> of(Supplier<Attempt<T>> step) {
        return silence == null ? Attempt.of(() -> heard(step)) : new Ended<>(silence);
    }

    private <T> Attempt<T> heard(Supplier<Attempt<T>> step) {
        try {
            return step.get();
        } catch (ObjectTrouble trouble) {
            if (trouble.kind().ofTheHost()) {
                silence = new Readiness.NotYet(trouble.getMessage());
            }
            throw trouble;
        }
    }
}
