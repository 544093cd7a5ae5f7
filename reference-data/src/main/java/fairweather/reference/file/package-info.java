/**
 * A field as a file, {@code FWFIELD1}, in the field cache and in bundles alike.
 *
 * <pre>
 * FWFIELD1             eight characters
 * int32                length of the header, little-endian
 * header               JSON: key (what the field answers), latitudes, longitudes, sha256 of the payload, provenance;
 *                      padded with spaces so that the payload begins at a multiple of 64
 * payload              float32, little-endian, [lat][lon], every NaN in its one canonical form
 * </pre>
 *
 * <p>Equal fields with equal provenance give equal bytes. A file is written under a temporary name, forced to the disk
 * and renamed: whoever opens it by its name finds it whole or not at all, whenever the writer was killed.
 */
package fairweather.reference.file;
