package fairweather.miner.operation;

import fairweather.forecast.key.ObjectKey;
import fairweather.miner.client.ByteRange;
import java.util.Optional;

/**
 * What is wanted of a store.
 *
 * @param fresh by a connection of its own, past all caches
 * @param range the part that is wanted; a miner may send the whole all the same
 */
public record ObjectRequest(ObjectKey key, boolean fresh, Optional<ByteRange> range) {
    static ObjectRequest whole(ObjectKey key, boolean fresh) {
        return new ObjectRequest(key, fresh, Optional.empty());
    }
}
