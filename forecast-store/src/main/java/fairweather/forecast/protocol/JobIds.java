package fairweather.forecast.protocol;

import fairweather.hash.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** Names that both sides compute from the cycle and the miner's hotkey. */
public final class JobIds {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HOURS =
            DateTimeFormatter.ofPattern("yyyyMMddHH").withZone(ZoneOffset.UTC);
    private static final int HOTKEY_PART = 10;

    private JobIds() {}

    /**
     * The id of a miner's job for one cycle. The validator is not part of it: validators share a miner's forecast.
     *
     * @param initTime T0 of the cycle; a fraction of a second is dropped
     */
    public static UUID jobId(Instant initTime, String minerHotkey) {
        String text = "weather_job_forecast_" + SECONDS.format(initTime) + "_" + minerHotkey;
        byte[] hash = Sha256.digest(text.getBytes(StandardCharsets.UTF_8));
        hash[6] = (byte) (hash[6] & 0x0f | 0x40);
        hash[8] = (byte) (hash[8] & 0x3f | 0x80);
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** The customary directory of a miner's store; advisory, nobody reads facts out of it. */
    public static String storeName(Instant initTime, String minerHotkey, UUID jobId) {
        String hotkey = minerHotkey.substring(0, Math.min(HOTKEY_PART, minerHotkey.length()));
        String group = jobId.toString().substring(0, 8);
        return "weather_forecast_" + HOURS.format(initTime) + "_miner_hk_" + hotkey + "_" + group + ".zarr";
    }
}
