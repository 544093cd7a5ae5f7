package fairweather.forecast.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;

/**
 * What the miner was held to.
 *
 * @param scheme of the signature, for example {@code ed25519}
 * @param manifestHash SHA-256 of the manifest's bytes as fetched
 * @param manifestGzip these bytes, gzip
 * @param signature the 64 bytes of {@code manifest.sig}
 * @param metadataGzip the store's {@code .zmetadata} as fetched with the manifest, gzip; null if they were not kept
 */
public record Commitment(
        String scheme,
        String storePath,
        String manifestHash,
        @JsonProperty("manifest_gzip_base64") byte[] manifestGzip,
        @JsonProperty("signature_base64") byte[] signature,
        @JsonProperty("metadata_gzip_base64") byte[] metadataGzip,
        Instant frozenAt) {
    public Commitment {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(storePath, "storePath");
        Objects.requireNonNull(manifestHash, "manifestHash");
        Objects.requireNonNull(manifestGzip, "manifestGzip");
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(frozenAt, "frozenAt");
    }
}
