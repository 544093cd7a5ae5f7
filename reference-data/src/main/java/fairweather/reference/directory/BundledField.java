package fairweather.reference.directory;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.reference.FieldKey;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.Substitution;
import fairweather.reference.file.FieldFile;
import fairweather.reference.file.StoredField;
import java.nio.ByteBuffer;
import java.util.List;

/** A field that was decoded elsewhere and lies here as a file, with the provenance that it had there. */
final class BundledField {
    private BundledField() {}

    /**
     * @param listed what the index says: this directory, the file, the field that it should hold, and the substitution
     *     for which that field is read, or null
     * @param declared the index's substitutions; a field for which something stood in already needs its own here
     * @throws FailureException if the file holds something else
     */
    static Ready read(byte[] bytes, Provenance listed, List<Substitution> declared) {
        FieldKey key = listed.actual();
        StoredField stored = FieldFile.decode(ByteBuffer.wrap(bytes))
                .filter(field -> field.key().equals(key) && field.sound())
                .orElseThrow(() -> trouble(listed.file() + ": not a whole field file of the " + key.describe()));
        Provenance before = stored.ready().provenance();
        Substitution stoodIn = before.substitution();
        if (stoodIn != null && (listed.substitution() != null || !declared.contains(stoodIn))) {
            throw trouble(listed.file() + ": something stands in for the " + key.describe()
                    + " by a substitution that the index does not declare");
        }
        Provenance provenance = new Provenance(
                listed.source(),
                listed.file(),
                listed.fileSha256(),
                null,
                null,
                before.release(),
                before.actual(),
                stoodIn == null ? listed.substitution() : stoodIn,
                before.origin() == null ? before : before.origin());
        return new Ready(stored.ready().field(), stored.ready().sha256(), provenance);
    }

    private static FailureException trouble(String what) {
        return new FailureException(Code.VALIDATOR_INTERNAL, what);
    }
}
