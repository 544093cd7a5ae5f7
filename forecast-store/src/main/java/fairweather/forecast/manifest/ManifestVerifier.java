package fairweather.forecast.manifest;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.signature.SignatureScheme;
import fairweather.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;

/**
 * Decides whether a manifest binds a miner. The order of the checks is part of the protocol, because the first that
 * fails names the fault: content hash, length of the signature, format, algorithm, signer, signature.
 */
public final class ManifestVerifier {
    private static final ObjectKey ZARR_3 = new ObjectKey("zarr.json");

    private final SignatureScheme scheme;
    private final Caps caps;

    public ManifestVerifier(SignatureScheme scheme, Caps caps) {
        this.scheme = scheme;
        this.caps = caps;
    }

    /** How signatures are checked. */
    public SignatureScheme scheme() {
        return scheme;
    }

    /**
     * The first check alone, for a caller that fetches the signature only if the manifest is the claimed one.
     *
     * @param claimedHash what the miner's access answer said; letter case does not matter
     * @return the content hash in lower-case hex
     * @throws FailureException with {@code INTEGRITY_MANIFEST_HASH}
     */
    public String checkContentHash(byte[] json, String claimedHash) {
        String claimed = claimedHash == null ? "" : claimedHash.toLowerCase(Locale.ROOT);
        if (!Sha256.isHex(claimed)) {
            throw new FailureException(
                    Code.INTEGRITY_MANIFEST_HASH, "the claimed manifest hash is not 64 hexadecimal digits");
        }
        String actual = Sha256.hex(json);
        if (!actual.equals(claimed)) {
            throw new FailureException(
                    Code.INTEGRITY_MANIFEST_HASH, "manifest.json does not have the hash that the miner claimed");
        }
        return actual;
    }

    /**
     * All checks over the bytes as fetched.
     *
     * @param hotkey the address registered for the miner's slot
     * @throws FailureException with {@code INTEGRITY_MANIFEST_HASH}, {@code INTEGRITY_SIGNATURE},
     *     {@code INTEGRITY_FORMAT}, {@code OVERSIZE} or {@code INTEGRITY_SIGNER}
     */
    public FrozenManifest verify(byte[] json, byte[] signature, String claimedHash, String hotkey) {
        String contentHash = checkContentHash(json, claimedHash);
        if (signature.length != Caps.SIGNATURE_BYTES) {
            throw new FailureException(
                    Code.INTEGRITY_SIGNATURE, "manifest.sig has " + signature.length + " bytes instead of 64");
        }
        Manifest manifest = Manifest.parse(json, caps);
        if (!manifest.algorithm().equals(Manifest.SHA256)) {
            throw new FailureException(Code.INTEGRITY_FORMAT, "the manifest's hashes are not sha256");
        }
        if (!manifest.signer().equals(hotkey)) {
            throw new FailureException(
                    Code.INTEGRITY_SIGNER, "the manifest names another signer than the miner's registered hotkey");
        }
        if (!scheme.verify(hotkey, json, signature)) {
            throw new FailureException(
                    Code.INTEGRITY_SIGNATURE, "manifest.sig is not the registered hotkey's signature of manifest.json");
        }
        return new FrozenManifest(manifest, contentHash, json, signature);
    }

    /**
     * The last check of freezing: the consolidated metadata are listed and unchanged.
     *
     * @throws FailureException with {@code CONTENT_LAYOUT} if the manifest does not list them, with
     *     {@code INTEGRITY_CHUNK_HASH} if their bytes are not the listed ones
     */
    public static void checkMetadata(Manifest manifest, byte[] consolidatedMetadata) {
        String listed = manifest.hashOf(ObjectKey.CONSOLIDATED_METADATA)
                .orElseThrow(() -> new FailureException(
                        Code.CONTENT_LAYOUT,
                        manifest.hashOf(ZARR_3).isPresent()
                                ? "the store is of Zarr version 3 (zarr.json), and only version 2 is read"
                                : "the store has no consolidated metadata (.zmetadata) in its manifest"));
        if (!matches(listed, ObjectKey.CONSOLIDATED_METADATA, consolidatedMetadata)) {
            throw new FailureException(Code.INTEGRITY_CHUNK_HASH, ".zmetadata does not have its listed hash");
        }
    }

    /** True if these bytes are the ones listed. */
    public static boolean matches(String listedHash, ObjectKey key, byte[] bytes) {
        return MessageDigest.isEqual(
                listedHash.getBytes(StandardCharsets.US_ASCII),
                FileHash.of(key, bytes).getBytes(StandardCharsets.US_ASCII));
    }
}
