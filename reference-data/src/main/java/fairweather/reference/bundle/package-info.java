/**
 * Bundles: directories of fields made where the providers can be reached, for use where they cannot.
 *
 * <pre>
 * index.json             what a {@link fairweather.reference.directory} lists; every file has the format "field"
 * fields/KEY.field       one field ({@link fairweather.reference.file}), the same bytes as in a field cache
 * </pre>
 *
 * <p>A bundle is read by {@link fairweather.reference.directory.DirectorySource} and gives the fields bit for bit. The
 * provenance says both where a field lies and where it comes from: {@code source}, {@code file} and {@code fileSha256}
 * are the bundle's name, the file in it and that file's sum; {@code origin} is the provenance that the field had when it
 * was bundled, with the provider's id, object, ETag and byte range; {@code release}, {@code actual} and {@code
 * substitution} are the same in both. A bundle of a bundle keeps the provider as origin.
 *
 * <p>A field for which something stood in is listed as what it answers, and its substitution is declared in the index
 * like any other.
 */
package fairweather.reference.bundle;
