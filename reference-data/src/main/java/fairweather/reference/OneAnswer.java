package fairweather.reference;

import fairweather.reference.ReferenceSource.Receiver;
import java.util.List;
import java.util.Objects;

/** Keeps the answer to a batch of one. */
public final class OneAnswer implements Receiver {
    private Readiness answer;

    /** What a source that reads batches says of one field. */
    public static Readiness of(ReferenceSource source, FieldKey key) {
        OneAnswer answer = new OneAnswer();
        source.readAll(List.of(key), answer);
        return answer.get();
    }

    @Override
    public void take(FieldKey key, Readiness readiness) {
        answer = readiness;
    }

    public Readiness get() {
        return Objects.requireNonNull(answer, "no answer was given");
    }
}
