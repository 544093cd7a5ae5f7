package fairweather.gateway.directory;

import fairweather.forecast.protocol.JobIds;
import fairweather.forecast.protocol.StorePath;
import fairweather.gateway.egress.PostedAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * Whom a response belongs to and where that party is now. Everything comes from the database; nothing from a request.
 *
 * @param hotkey the hotkey the response was seeded with, which is still the one of the slot
 * @param initTime the run's T0
 * @param jobId the identifier that was recorded when the miner accepted
 * @param frozen what the miner is held to, once its manifest is frozen
 */
public record AskedMiner(
        int responseId,
        int runId,
        int uid,
        String hotkey,
        Instant initTime,
        Optional<String> jobId,
        PostedAddress address,
        Optional<Frozen> frozen) {

    /** The claim recorded with a frozen manifest. */
    public record Frozen(String manifestHash, StorePath storePath) {}

    /** The identifier that belongs to this miner and start time. */
    public String expectedJobId() {
        return JobIds.jobId(initTime, hotkey).toString();
    }

    /** The identifier under which the miner knows the job. */
    public String currentJobId() {
        return jobId.orElseGet(this::expectedJobId);
    }
}
