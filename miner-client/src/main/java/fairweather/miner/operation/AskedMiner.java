package fairweather.miner.operation;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.protocol.JobIds;
import fairweather.forecast.protocol.StorePath;
import fairweather.miner.egress.PostedAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * Whom a response belongs to and who has that slot now. Everything comes from the database; nothing from a request.
 *
 * @param hotkey the hotkey that the response was seeded with
 * @param initTime the run's T0
 * @param jobId the identifier that was recorded when the miner accepted
 * @param slot who has the slot now
 * @param frozen what the miner is held to, once its manifest is frozen
 */
public record AskedMiner(
        int responseId,
        int runId,
        int uid,
        String hotkey,
        Instant initTime,
        Optional<String> jobId,
        Slot slot,
        Optional<Frozen> frozen) {

    /** A row of the node table; all null if there is none. */
    public record Slot(String hotkey, String ip, Integer port) {}

    /** The claim recorded with a frozen manifest. */
    public record Frozen(String manifestHash, StorePath storePath) {}

    /**
     * Where the miner can be reached.
     *
     * @throws FailureException DEREGISTERED if the slot now belongs to another hotkey or to nobody, NOT_POSTED if it
     *     has no usable address
     */
    public PostedAddress address() {
        if (!hotkey.equals(slot.hotkey())) {
            throw new FailureException(
                    Code.DEREGISTERED, "the miner's slot now belongs to another hotkey or to nobody");
        }
        return PostedAddress.of(slot.ip(), slot.port());
    }

    /** The identifier that belongs to this miner and start time. */
    public String expectedJobId() {
        return JobIds.jobId(initTime, hotkey).toString();
    }

    /** The identifier under which the miner knows the job. */
    public String currentJobId() {
        return jobId.orElseGet(this::expectedJobId);
    }
}
