package fairweather.scoring.input;

import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.scoring.metric.Rows;
import java.nio.file.Path;

/**
 * One reference field that was asked for by {@code key} and is there.
 *
 * @param file of the field cache, which its values are mapped from
 */
public record Evidence(FieldKey key, Readiness.Ready ready, Path file) {

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
