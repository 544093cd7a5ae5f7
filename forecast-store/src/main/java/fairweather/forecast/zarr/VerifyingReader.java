package fairweather.forecast.zarr;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.evidence.ChangedObject;
import fairweather.forecast.evidence.IntegrityException;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.Manifest;
import fairweather.forecast.manifest.ManifestVerifier;
import java.util.List;
import java.util.function.Consumer;

/**
 * The frozen list in front of a store: no byte passes that the miner did not commit to. A mismatch or a missing object is
 * confirmed by one fresh fetch before it is held against anybody; trouble of the transport stays trouble of the transport.
 */
public final class VerifyingReader implements ObjectReader {
    private final Manifest manifest;
    private final ObjectReader source;
    private final Consumer<ObjectKey> onPassing;

    public VerifyingReader(Manifest manifest, ObjectReader source) {
        this(manifest, source, key -> {});
    }

    /** @param onPassing is told of every object that was wrong once and right when it was fetched again */
    public VerifyingReader(Manifest manifest, ObjectReader source, Consumer<ObjectKey> onPassing) {
        this.manifest = manifest;
        this.source = source;
        this.onPassing = onPassing;
    }

    /**
     * @throws IntegrityException with {@code INTEGRITY_CHUNK_MISSING} or {@code INTEGRITY_CHUNK_HASH} and both readings
     * @throws FailureException with {@code INTEGRITY_CHUNK_UNLISTED}, or whatever the source throws
     */
    @Override
    public byte[] get(ObjectKey key, long maxBytes) {
        String listed = listed(key);
        Reading first = source.read(key, maxBytes, false);
        if (matches(listed, key, first)) {
            return first.bytes().orElseThrow();
        }
        Reading second = source.read(key, maxBytes, true);
        if (matches(listed, key, second)) {
            onPassing.accept(key);
            return second.bytes().orElseThrow();
        }
        throw new IntegrityException(ChangedObject.of(key, listed, List.of(first, second)));
    }

    private String listed(ObjectKey key) {
        return manifest.hashOf(key)
                .orElseThrow(() -> new FailureException(
                        Code.INTEGRITY_CHUNK_UNLISTED, "the frozen manifest does not list the needed object " + key));
    }

    private static boolean matches(String listed, ObjectKey key, Reading reading) {
        return reading.bytes().isPresent()
                && ManifestVerifier.matches(listed, key, reading.bytes().get());
    }
}
