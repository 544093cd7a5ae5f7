package fairweather.job;

import fairweather.step.StepKey;
import io.vertx.core.json.JsonObject;

/**
 * A claimed job.
 *
 * @param attempts claims since the last reported end, this one included
 * @param deferrals how often it has waited
 */
public record Job(
        Lease lease,
        JobType type,
        int priority,
        JsonObject payload,
        int attempts,
        int deferrals,
        Integer runId,
        Integer responseId,
        Integer minerUid,
        String traceContext) {

    /** The hotkey that step rows of this job carry; run-level work is the coordinator's. */
    public String stepHotkey() {
        return payload.getString("miner_hotkey", StepKey.COORDINATOR);
    }

    /** The step that an attempt is accounted to when it ends without naming one. */
    public StepKey step() {
        if (type == JobType.POLL_MINER && "poll".equals(payload.getString("phase"))) {
            return StepKey.pollAttempt(payload.getInteger("attempt") + 1);
        }
        if (type == JobType.ERA5_TRUTH && payload.containsKey("lead_hours")) {
            return StepKey.loadTruth(payload.getInteger("lead_hours"));
        }
        return type.step();
    }

    public int stepUid() {
        return minerUid == null ? 0 : minerUid;
    }
}
