package fairweather.reference;

import java.util.Objects;

/**
 * Where a field came from.
 *
 * @param source name of the source, never a path; the field is cached under it
 * @param file name of the file or object within the source
 * @param fileSha256 of the bytes the field was decoded from (a file, a message, a chunk), lower-case hexadecimal
 * @param etag state of the object, or null
 * @param bytes which of its bytes were read, both inclusive, for example {@code 1000-1999}; null for all
 * @param release of data that are published twice, for example {@code ERA5T}; null if there is only one
 * @param actual the field that was read; differs from the one asked for exactly if there is a substitution
 * @param substitution the declaration that allowed it, or null
 * @param origin how the field came into the bundle that it was read from, with the provider's own source, file and
 *     bytes; null if it was read from the provider itself
 */
public record Provenance(
        String source,
        String file,
        String fileSha256,
        String etag,
        String bytes,
        String release,
        FieldKey actual,
        Substitution substitution,
        Provenance origin) {
    public Provenance {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(fileSha256, "fileSha256");
        Objects.requireNonNull(actual, "actual");
    }

    /** Of the provider itself. */
    public Provenance(
            String source,
            String file,
            String fileSha256,
            String etag,
            String bytes,
            String release,
            FieldKey actual,
            Substitution substitution) {
        this(source, file, fileSha256, etag, bytes, release, actual, substitution, null);
    }

    /** The same where the field stands in for another one. */
    public Provenance standingIn(Substitution declared) {
        return new Provenance(source, file, fileSha256, etag, bytes, release, actual, declared, origin);
    }

    /** Of a whole file that is published once. */
    public Provenance(String source, String file, String fileSha256, FieldKey actual, Substitution substitution) {
        this(source, file, fileSha256, null, null, null, actual, substitution);
    }
}
