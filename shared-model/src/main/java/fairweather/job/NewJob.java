package fairweather.job;

import io.vertx.core.json.JsonObject;

/**
 * A piece of work to be put into the queue.
 *
 * @param singletonKey no second unfinished job has the same key; null for no such limit
 * @param runId the run it belongs to, or null
 * @param responseId the response it belongs to, or null
 * @param minerUid the miner's slot, or null
 * @param traceContext W3C trace parent, or null
 */
public record NewJob(
        JobType type,
        int priority,
        JsonObject payload,
        Due due,
        String singletonKey,
        Integer runId,
        Integer responseId,
        Integer minerUid,
        String traceContext) {

    public static NewJob ofRun(JobType type, int runId, JsonObject payload) {
        String key = type.word() + "_run_" + runId;
        return new NewJob(type, type.priority(), payload, Due.now(), key, runId, null, null, null);
    }

    public static NewJob ofMiner(JobType type, int runId, int responseId, int minerUid, JsonObject payload, Due due) {
        String key = type.word() + "_run_" + runId + "_miner_" + minerUid;
        return new NewJob(type, type.priority(), payload, due, key, runId, responseId, minerUid, null);
    }

    public NewJob withTrace(String trace) {
        return new NewJob(type, priority, payload, due, singletonKey, runId, responseId, minerUid, trace);
    }
}
