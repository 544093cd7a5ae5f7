package fairweather.forecast.evidence;

import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.FrozenManifest;
import fairweather.forecast.manifest.ManifestVerifier;
import fairweather.forecast.manifest.Packing;
import fairweather.forecast.signature.SignatureScheme;
import fairweather.forecast.store.ReferenceTime;
import fairweather.forecast.zarr.ZarrMetadata;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

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
            byte[] json = Packing.unpack(gzip, caps.manifest());
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

    /** The start of the forecast by the store's own metadata, if these are the bytes that the manifest lists. */
    Optional<Instant> start(byte[] metadataGzip) {
        if (metadataGzip == null) {
            return Optional.empty();
        }
        try {
            byte[] metadata = Packing.unpack(metadataGzip, caps.consolidatedMetadata());
            ManifestVerifier.checkMetadata(manifest.manifest(), metadata);
            return ReferenceTime.of(ZarrMetadata.parse(metadata, caps));
        } catch (IOException | FailureException unusable) {
            return Optional.empty();
        }
    }
}
