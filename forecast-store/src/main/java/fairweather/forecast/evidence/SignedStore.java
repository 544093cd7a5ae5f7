package fairweather.forecast.evidence;

import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.FrozenManifest;
import fairweather.forecast.manifest.Gzipped;
import fairweather.forecast.manifest.ManifestVerifier;
import fairweather.forecast.signature.SignatureScheme;
import fairweather.forecast.store.ReferenceTime;
import fairweather.forecast.zarr.ZarrMetadata;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A manifest out of a record, held to the same rules as when it was frozen. */
final class SignedStore {
    private final FrozenManifest manifest;
    private final Caps caps;

    private SignedStore(FrozenManifest manifest, Caps caps) {
        this.manifest = manifest;
        this.caps = caps;
    }

    /** Adds what it finds to the lines; empty if the miner's signature does not bind it to these bytes. */
    static Optional<SignedStore> examine(
            String which,
            byte[] gzip,
            byte[] signature,
            String hash,
            String hotkey,
            SignatureScheme scheme,
            Caps caps,
            Judgement.Lines lines) {
        String statement = which + " is signed by " + hotkey + " (" + scheme.id() + ")";
        try {
            byte[] json = Gzipped.unpack(gzip, caps.manifest());
            FrozenManifest manifest = new ManifestVerifier(scheme, caps).verify(json, signature, hash, hotkey);
            lines.require(statement, true);
            return Optional.of(new SignedStore(manifest, caps));
        } catch (IOException damaged) {
            lines.require(statement + ", and can be unpacked", false);
        } catch (FailureException refused) {
            lines.require(statement, false);
            lines.note("what is wrong with it", refused.failure().message());
        }
        return Optional.empty();
    }

    String hash() {
        return manifest.contentHash();
    }

    Optional<String> hashOf(ObjectKey key) {
        return manifest.hashOf(key);
    }

    /**
     * When a forecast is for, as far as its manifest binds it.
     *
     * @param start from which the time axes count
     * @param axes the listed hashes of what they hold: two stores that count from the same instant are of the same times
     *     only if these are equal
     */
    record Times(Instant start, SortedMap<ObjectKey, String> axes) {}

    /** The times by the store's own metadata, if these are the bytes that the manifest lists. */
    Optional<Times> times(byte[] metadataGzip) {
        if (metadataGzip == null) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Gzipped.unpack(metadataGzip, caps.consolidatedMetadata());
            ManifestVerifier.checkMetadata(manifest.manifest(), bytes);
            ZarrMetadata metadata = ZarrMetadata.parse(bytes, caps);
            return ReferenceTime.of(metadata).map(start -> new Times(start, listed(ReferenceTime.axes(metadata))));
        } catch (IOException | FailureException unusable) {
            return Optional.empty();
        }
    }

    /** The hashes of all that belongs to these arrays, attributes and chunks. */
    private SortedMap<ObjectKey, String> listed(List<String> arrays) {
        SortedMap<ObjectKey, String> hashes = new TreeMap<>(manifest.manifest().files());
        hashes.keySet()
                .removeIf(key -> arrays.stream().noneMatch(name -> key.value().startsWith(name + "/")));
        return hashes;
    }
}
