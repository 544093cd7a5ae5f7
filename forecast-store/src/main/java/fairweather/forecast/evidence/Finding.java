package fairweather.forecast.evidence;

import java.util.Optional;

/** What was found, twice, instead of what is frozen. */
public sealed interface Finding permits ChangedObject, ChangedClaim {

    Kind kind();

    /** The object that it is about; empty for a claim. */
    Optional<String> objectKey();

    /** Bytes that show it, kept beside the rest: the object's, or the new manifest's (gzip); empty if there are none. */
    Optional<byte[]> attachment();

    /** The same with other bytes, or with none (null). */
    Finding with(byte[] attachment);
}
