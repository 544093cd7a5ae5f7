package fairweather.orchestrator.task;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Report;
import fairweather.job.TaskContext;
import fairweather.job.TaskResult;
import fairweather.job.Write;
import fairweather.orchestrator.gateway.MinerGateway;
import fairweather.orchestrator.gateway.MinerGateway.Reply;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.response.ResponseStatus;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The second phase of a poll job: has the gateway fetch and verify the signed manifest, and freezes it. */
final class VerifyPhase {
    private static final StepKey EXCHANGE = StepKey.communication("weather-kerchunk-request");

    private static final String FREEZE = """
            INSERT INTO forecast_manifests (response_id, manifest_hash, manifest_gzip, signature, signer, store_path,
                                            file_count, scheme, metadata_gzip)
            VALUES ($1, $2, $3, $4, $5, $6, $7, coalesce($8, 'ed25519'), $9)
            ON CONFLICT (response_id) DO NOTHING
            """;

    private final MinerGateway gateway;
    private final LongSupplier nanoTime;

    VerifyPhase(MinerGateway gateway, LongSupplier nanoTime) {
        this.gateway = gateway;
        this.nanoTime = nanoTime;
    }

    TaskResult perform(TaskContext context, ResponseFacts response) {
        boolean openForIt = response.status() == ResponseStatus.FORECAST_READY
                || response.status() == ResponseStatus.INFERENCE_RUNNING;
        if (!openForIt || response.verified()) {
            return TaskResult.skipped(
                    "the response is " + response.status().word() + (response.verified() ? ", verified" : ""));
        }
        if (response.windowClosed()) {
            Failure late = Failure.of(
                    Code.LATE, "not verified within " + response.config().freezeWindow() + " of readiness");
            return new TaskResult.GivenUp(late, StepKey.OPEN_STORE, null, Report.NOTHING);
        }
        Optional<Failure> tooLate = response.tooLateToFreeze();
        if (tooLate.isPresent()) {
            return new TaskResult.GivenUp(tooLate.get(), StepKey.OPEN_STORE, null, Report.NOTHING);
        }
        BlockingTask.report(context, Report.of(StepEvent.started(StepKey.OPEN_STORE)));
        long began = nanoTime.getAsLong();
        return switch (gateway.freeze(response.id(), response.trace())) {
            case Reply.Ours ours -> BlockingTask.putOff(context, ours, Duration.ofNanos(nanoTime.getAsLong() - began));
            case Reply.Trouble trouble ->
                new TaskResult.Failed(
                        trouble.failure(),
                        StepKey.OPEN_STORE,
                        trouble.latencyMs(),
                        Report.of(StepEvent.failed(EXCHANGE, trouble.failure(), trouble.latencyMs())),
                        trouble.retryAfter());
            case Reply.Answer answer -> frozen(response, answer);
        };
    }

    private static TaskResult frozen(ResponseFacts response, Reply.Answer answer) {
        JsonObject body = answer.body();
        Write manifest = Write.of(
                FREEZE,
                response.id(),
                body.getString("manifest_hash"),
                bytes(body, "manifest_gzip_base64"),
                bytes(body, "signature_base64"),
                body.getString("signer"),
                body.getString("store_path"),
                body.getInteger("file_count"),
                body.getString("scheme"),
                bytes(body, "metadata_gzip_base64"));
        JsonObject seen = new JsonObject()
                .put("store_path", body.getString("store_path"))
                .put("file_count", body.getInteger("file_count"));
        JsonObject data = new JsonObject()
                .put("manifest_hash", body.getString("manifest_hash"))
                .put("latency_ms", answer.latencyMs());
        return TaskResult.succeeded(Report.of(StepEvent.succeeded(StepKey.OPEN_STORE, answer.latencyMs(), seen))
                .and(StepEvent.succeeded(EXCHANGE, answer.latencyMs(), null))
                .and(manifest)
                .and(new OutcomeDraft(OutcomeKind.VERIFIED, data)));
    }

    /** Null if the reply has none: a gateway of the version before sends no metadata. */
    private static Buffer bytes(JsonObject body, String name) {
        String encoded = body.getString(name);
        return encoded == null ? null : Buffer.buffer(Base64.getDecoder().decode(encoded));
    }
}
