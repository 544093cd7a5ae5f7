package fairweather.miner.conversation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.forecast.protocol.MinerWords;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What stands in the {@code data} of each question. */
public final class Questions {
    private static final Duration PREVIOUS_STEP = Duration.ofHours(6);
    private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    private Questions() {}

    /**
     * To begin a forecast.
     *
     * @param initTime T0
     * @param validator our own address
     */
    public static ObjectNode initiation(Instant initTime, String validator, String miner) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(MinerWords.FORECAST_START_TIME, withOffset(initTime))
                .put(MinerWords.PREVIOUS_STEP_TIME, withOffset(initTime.minus(PREVIOUS_STEP)))
                .put(MinerWords.VALIDATOR_HOTKEY, validator)
                .put(MinerWords.EXPECTED_MINER_HOTKEY, miner);
    }

    /** How far a job is, or where its forecast is. */
    public static ObjectNode aboutJob(String jobId) {
        return JsonNodeFactory.instance.objectNode().put(MinerWords.JOB_ID, jobId);
    }

    private static String withOffset(Instant instant) {
        return WITH_OFFSET.format(instant.atOffset(ZoneOffset.UTC));
    }
}
