package fairweather.reference.zarr;

import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.ReferenceSource.Receiver;
import java.util.Objects;

/** Keeps the answer to a batch of one. */
public final class OneAnswer implements Receiver {
    private Readiness answer;

    @Override
    public void take(FieldKey key, Readiness readiness) {
        answer = readiness;
    }

    public Readiness get() {
        return Objects.requireNonNull(answer, "no answer was given");
    }
}
