package fairweather.reference;

import java.util.Objects;

/**
 * Where a field came from.
 *
 * @param source name of the source, never a path
 * @param file name of the file within the source
 * @param fileSha256 of the file's bytes, lower-case hexadecimal
 * @param actual the field that was read; differs from the one asked for exactly if there is a substitution
 * @param substitution the declaration that allowed it, or null
 */
public record Provenance(String source, String file, String fileSha256, FieldKey actual, Substitution substitution) {
    public Provenance {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(fileSha256, "fileSha256");
        Objects.requireNonNull(actual, "actual");
    }
}
