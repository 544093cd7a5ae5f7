package fairweather.forecast.zarr;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.Manifest;
import fairweather.forecast.manifest.ManifestVerifier;

/**
 * The frozen list in front of a store: no byte passes that the miner did not commit to. A mismatch is confirmed by one
 * fresh fetch before it is held against anybody; trouble of the transport stays trouble of the transport.
 */
public final class VerifyingReader implements ObjectReader {
    private final Manifest manifest;
    private final ObjectReader source;

    public VerifyingReader(Manifest manifest, ObjectReader source) {
        this.manifest = manifest;
        this.source = source;
    }

    /**
     * @throws FailureException with {@code INTEGRITY_CHUNK_UNLISTED}, {@code INTEGRITY_CHUNK_MISSING},
     *     {@code INTEGRITY_CHUNK_HASH}, or whatever the source throws
     */
    @Override
    public byte[] get(ObjectKey key, long maxBytes) {
        String listed = listed(key);
        byte[] bytes = source.get(key, maxBytes);
        return ManifestVerifier.matches(listed, key, bytes) ? bytes : confirmed(listed, key, maxBytes);
    }

    @Override
    public byte[] getFresh(ObjectKey key, long maxBytes) {
        return confirmed(listed(key), key, maxBytes);
    }

    private String listed(ObjectKey key) {
        return manifest.hashOf(key)
                .orElseThrow(() -> new FailureException(
                        Code.INTEGRITY_CHUNK_UNLISTED, "the frozen manifest does not list the needed object " + key));
    }

    private byte[] confirmed(String listed, ObjectKey key, long maxBytes) {
        byte[] bytes = source.getFresh(key, maxBytes);
        if (!ManifestVerifier.matches(listed, key, bytes)) {
            throw new FailureException(
                    Code.INTEGRITY_CHUNK_HASH, "the object " + key + " does not have its frozen hash");
        }
        return bytes;
    }
}
