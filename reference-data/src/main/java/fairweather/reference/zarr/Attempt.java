package fairweather.reference.zarr;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.reference.Readiness;
import fairweather.reference.object.ObjectTrouble;
import java.util.function.Supplier;

/** Something on the way to a field: found, or why the field cannot be had. */
public sealed interface Attempt<T> {

    record Found<T>(T value) implements Attempt<T> {}

    record Ended<T>(Readiness why) implements Attempt<T> {}

    static <T> Attempt<T> gone(String why) {
        return new Ended<>(new Readiness.Gone(why));
    }

    /**
     * Trouble with the way to the bytes, or an object that is not there, is waited for; bytes that contradict what they
     * should be are broken.
     */
    static <T> Attempt<T> of(Supplier<Attempt<T>> step) {
        try {
            return step.get();
        } catch (ObjectTrouble trouble) {
            return new Ended<>(new Readiness.NotYet(trouble.getMessage()));
        } catch (FailureException failure) {
            String why = failure.failure().message();
            return new Ended<>(
                    failure.code() == Code.INTEGRITY_CHUNK_MISSING
                            ? new Readiness.NotYet(why)
                            : new Readiness.Broken(why));
        }
    }
}
