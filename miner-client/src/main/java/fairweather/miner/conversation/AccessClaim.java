package fairweather.miner.conversation;

import fairweather.forecast.protocol.StorePath;

/**
 * Where a miner says its finished forecast is and what its manifest is.
 *
 * @param manifestHash 64 lower-case hexadecimal digits
 * @param token opaque; kept out of {@code toString}
 */
public record AccessClaim(StorePath storePath, String manifestHash, String token) {

    /**
     * Holds the claim to an earlier one.
     *
     * @throws OtherClaim if the miner now claims another path or another manifest
     */
    public void requireSame(StorePath path, String hash) {
        if (!storePath.equals(path)) {
            throw new OtherClaim(this, "the miner now names another store than the one it committed to");
        }
        if (!manifestHash.equals(hash)) {
            throw new OtherClaim(this, "the miner now claims another manifest than the one it committed to");
        }
    }

    @Override
    public String toString() {
        return "AccessClaim[storePath=" + storePath + ", manifestHash=" + manifestHash + "]";
    }
}
