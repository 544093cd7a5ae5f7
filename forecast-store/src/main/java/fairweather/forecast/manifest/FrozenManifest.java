package fairweather.forecast.manifest;

import fairweather.forecast.key.ObjectKey;
import java.util.Optional;

/** A manifest that passed every check; its list is what the miner is held to from now on. */
public final class FrozenManifest {
    private final Manifest manifest;
    private final String contentHash;
    private final byte[] json;
    private final byte[] signature;

    FrozenManifest(Manifest manifest, String contentHash, byte[] json, byte[] signature) {
        this.manifest = manifest;
        this.contentHash = contentHash;
        this.json = json.clone();
        this.signature = signature.clone();
    }

    public Manifest manifest() {
        return manifest;
    }

    /** SHA-256 of the manifest's bytes as fetched, in lower-case hex. */
    public String contentHash() {
        return contentHash;
    }

    /** The bytes as fetched. */
    public byte[] json() {
        return json.clone();
    }

    /** The 64 bytes as fetched. */
    public byte[] signature() {
        return signature.clone();
    }

    public int fileCount() {
        return manifest.files().size();
    }

    public Optional<String> hashOf(ObjectKey key) {
        return manifest.hashOf(key);
    }
}
