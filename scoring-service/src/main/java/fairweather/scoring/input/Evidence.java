package fairweather.scoring.input;

import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.scoring.metric.Rows;

/** One reference field that was asked for by {@code key} and is there. */
public record Evidence(FieldKey key, Readiness.Ready ready) {

    public Field field() {
        return ready.field();
    }

    /** Of the decoded payload. */
    public String sha256() {
        return ready.sha256();
    }

    public Provenance provenance() {
        return ready.provenance();
    }

    /** The values as the kernel reads them; nothing is copied. */
    public Rows rows() {
        return Rows.of(field().buffer());
    }
}
