package fairweather.forecast.evidence;

import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.FileHash;
import fairweather.forecast.zarr.Reading;
import fairweather.hash.Sha256;
import java.time.Instant;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One reading of an object, without its bytes.
 *
 * @param at when it was read; null if that is not known
 * @param status of HTTP: 200, or that with which the miner said that there is no such object
 * @param size of the bytes; null if there were none, as the hashes
 * @param sha256 of the bytes alone
 * @param fileHash of the bytes in the manifest's form, with the key
 * @param headers of the miner's answer, by lower-case names
 */
public record ObjectReading(
        Instant at, int status, Long size, String sha256, String fileHash, SortedMap<String, String> headers) {
    public ObjectReading {
        Objects.requireNonNull(headers, "headers");
        headers = new TreeMap<>(headers);
        if ((size == null) != (sha256 == null) || (size == null) != (fileHash == null)) {
            throw new IllegalArgumentException("a reading has a size and both hashes, or none of them");
        }
    }

    static ObjectReading of(ObjectKey key, Reading reading) {
        byte[] bytes = reading.bytes().orElse(null);
        return bytes == null
                ? new ObjectReading(reading.at(), reading.status(), null, null, null, reading.headers())
                : new ObjectReading(
                        reading.at(),
                        reading.status(),
                        (long) bytes.length,
                        Sha256.hex(bytes),
                        FileHash.of(key, bytes),
                        reading.headers());
    }

    public boolean missing() {
        return size == null;
    }
}
