package fairweather.forecast.evidence;

import fairweather.failure.FailureException;

/** A frozen forecast was changed; carries what was found to where the end of the attempt is written. */
public final class IntegrityException extends FailureException {
    private final transient Finding finding;

    public IntegrityException(ChangedObject finding) {
        this(
                switch (finding.kind()) {
                    case OBJECT_MISSING -> "the miner no longer has " + finding.key() + ", which its manifest lists";
                    case CHUNK_CHANGED, METADATA_CHANGED, CHANGED_CLAIM ->
                        "the object " + finding.key() + " does not have its frozen hash";
                },
                finding);
    }

    public IntegrityException(String message, Finding finding) {
        super(finding.kind().code(), message);
        this.finding = finding;
    }

    public Finding finding() {
        return finding;
    }
}
