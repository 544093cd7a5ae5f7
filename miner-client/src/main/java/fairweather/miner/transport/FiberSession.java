package fairweather.miner.transport;

import fairweather.forecast.protocol.Fernet;
import java.time.Instant;

/**
 * A key that one miner knows by its identifier, in memory only.
 *
 * @param uuid 64 hexadecimal digits
 * @param end when we stop using it; a miner forgets it three hours later
 */
record FiberSession(String uuid, Fernet fernet, Instant end) {
    @Override
    public String toString() {
        return "FiberSession[until " + end + "]";
    }
}
