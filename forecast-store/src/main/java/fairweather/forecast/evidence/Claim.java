package fairweather.forecast.evidence;

import java.time.Instant;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a miner answered to the question where its forecast is. Whatever else it said, its access token above all, is left
 * out.
 *
 * @param at when the answer was there
 * @param bodySha256 of the whole answer with its token, which a miner's signature would cover; null if none is kept
 * @param signature the miner's headers that sign the answer, by lower-case names; null if none is kept
 */
public record Claim(
        Instant at, String storePath, String manifestHash, String bodySha256, SortedMap<String, String> signature) {
    public Claim {
        Objects.requireNonNull(storePath, "storePath");
        Objects.requireNonNull(manifestHash, "manifestHash");
        signature = signature == null ? null : new TreeMap<>(signature);
    }
}
