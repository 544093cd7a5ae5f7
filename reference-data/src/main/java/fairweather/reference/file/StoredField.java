package fairweather.reference.file;

import fairweather.reference.FieldKey;
import fairweather.reference.Readiness.Ready;

/**
 * What a field's file holds.
 *
 * @param key what the field answers; differs from {@code ready.provenance().actual()} exactly if something stood in
 */
public record StoredField(FieldKey key, Ready ready) {

    /** Whether the values have the sum that the header states; reads them all. */
    public boolean sound() {
        return ready.field().sha256().equals(ready.sha256());
    }
}
