package fairweather.gateway.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import fairweather.failure.Failure;
import fairweather.miner.conversation.InitiateResult;
import fairweather.miner.conversation.PollResult;
import fairweather.miner.operation.Freeze;
import java.time.Duration;
import java.util.Optional;

/** The typed replies, each of which speaks about a miner. */
public sealed interface Reply {

    record Initiated(
            String result,
            @JsonProperty("job_id") String jobId,
            @JsonProperty("latency_ms") long latencyMs) implements Reply {
        static Initiated of(InitiateResult result, long latencyMs) {
            String word = switch (result) {
                case InitiateResult.Accepted accepted -> "accepted";
                case InitiateResult.Ready ready -> "ready";
            };
            return new Initiated(word, result.jobId(), latencyMs);
        }
    }

    record Polled(
            String result,
            String word,
            Integer progress,
            @JsonProperty("latency_ms") long latencyMs) implements Reply {
        static Polled of(PollResult result, long latencyMs) {
            return switch (result) {
                case PollResult.Done done -> new Polled("done", done.word(), null, latencyMs);
                case PollResult.Running running ->
                    new Polled(
                            "running",
                            running.word(),
                            running.progress().isPresent() ? running.progress().getAsInt() : null,
                            latencyMs);
                case PollResult.UnknownWord unknown -> new Polled("unknown_word", unknown.word(), null, latencyMs);
                case PollResult.UnknownJob unknown -> new Polled("unknown_job", unknown.word(), null, latencyMs);
            };
        }
    }

    record Frozen(
            String result,
            @JsonProperty("store_path") String storePath,
            @JsonProperty("manifest_hash") String manifestHash,
            @JsonProperty("manifest_gzip_base64") byte[] manifestGzip,
            @JsonProperty("metadata_gzip_base64") byte[] metadataGzip,
            @JsonProperty("signature_base64") byte[] signature,
            String scheme,
            String signer,
            @JsonProperty("file_count") int fileCount,
            @JsonProperty("latency_ms") long latencyMs)
            implements Reply {
        static Frozen of(Freeze.Verified verified, long latencyMs) {
            return new Frozen(
                    "verified",
                    verified.storePath().value(),
                    verified.manifest().contentHash(),
                    verified.gzip(),
                    verified.metadataGzip(),
                    verified.manifest().signature(),
                    verified.scheme(),
                    verified.manifest().manifest().signer(),
                    verified.manifest().fileCount(),
                    latencyMs);
        }
    }

    record Failed(
            String result,
            String code,
            String detail,
            @JsonProperty("latency_ms") long latencyMs,
            @JsonProperty("http_status") Integer httpStatus,
            @JsonProperty("retry_after_seconds") Long retryAfterSeconds)
            implements Reply {
        static Failed of(Failure failure, long latencyMs, Integer httpStatus, Optional<Duration> retryAfter) {
            return new Failed(
                    "failed",
                    failure.code().name(),
                    failure.message(),
                    latencyMs,
                    httpStatus,
                    retryAfter.map(Duration::toSeconds).orElse(null));
        }
    }
}
