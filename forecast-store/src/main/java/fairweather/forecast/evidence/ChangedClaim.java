package fairweather.forecast.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * Another store or another manifest than the frozen one, by two answers. If the new manifest could be had and is signed by
 * the miner, it is here, too: two signed manifests.
 *
 * @param claims the first answer and the one that confirms it
 * @param manifestGzip the manifest that the last answer claims; null if it could not be had, as the rest of it
 * @param signature the 64 bytes of its signature
 * @param metadataGzip the consolidated metadata that it lists; null if they could not be had
 */
public record ChangedClaim(
        List<Claim> claims,
        @JsonProperty("manifest_gzip_base64") byte[] manifestGzip,
        @JsonProperty("signature_base64") byte[] signature,
        @JsonProperty("metadata_gzip_base64") byte[] metadataGzip)
        implements Finding {
    /** The most bytes of a packed manifest that are kept. */
    public static final int KEPT_BYTES = 4 * 1024 * 1024;

    public ChangedClaim {
        claims = List.copyOf(claims);
        if (claims.size() < 2) {
            throw new IllegalArgumentException("a changed claim has two answers");
        }
    }

    @Override
    public Kind kind() {
        return Kind.CHANGED_CLAIM;
    }

    public Claim last() {
        return claims.getLast();
    }

    @Override
    public Optional<String> objectKey() {
        return Optional.empty();
    }

    @Override
    public Optional<byte[]> attachment() {
        return Optional.ofNullable(manifestGzip);
    }

    @Override
    public ChangedClaim with(byte[] attachment) {
        return new ChangedClaim(claims, attachment, signature, metadataGzip);
    }
}
