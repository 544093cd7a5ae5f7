package fairweather.orchestrator.rest;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A job of the queue. */
@Schema(description = "A job of the queue")
public record JobSummary(
        long id,
        @Schema(examples = "weather.day1") String jobType,
        @Schema(description = "The service that claims it") String service,
        String status,
        @Schema(description = "More is sooner") int priority,

        @Schema(description = "Claims since the last reported end: consecutive crashes")
        int attempts,

        int maxAttempts,
        @Schema(description = "How often it has waited") int deferrals,
        @Schema(description = "When it may be claimed") Instant dueAt,
        @Schema(nullable = true) String claimedBy,
        @Schema(nullable = true) Instant leaseExpiresAt,
        @Schema(nullable = true) Integer runId,
        @Schema(nullable = true) Integer responseId,
        @Schema(nullable = true) Integer uid,

        @Schema(description = "The last failure", nullable = true)
        String lastError,

        @Schema(nullable = true) String lastErrorCode,
        @Schema(nullable = true) String lastErrorCategory,
        Instant createdAt,
        @Schema(nullable = true) Instant startedAt,
        @Schema(nullable = true) Instant completedAt) {

    static final String COLUMNS = """
            id, job_type, service, status, priority, attempts, max_attempts, deferrals, due_at, claimed_by,
            lease_expires_at, run_id, response_id, miner_uid, last_error, last_error_code, last_error_category,
            created_at, started_at, completed_at""";

    static JobSummary of(Row row) {
        return new JobSummary(
                row.getLong("id"),
                row.getString("job_type"),
                row.getString("service"),
                row.getString("status"),
                row.getInteger("priority"),
                row.getInteger("attempts"),
                row.getInteger("max_attempts"),
                row.getInteger("deferrals"),
                Columns.instant(row, "due_at"),
                row.getString("claimed_by"),
                Columns.instant(row, "lease_expires_at"),
                row.getInteger("run_id"),
                row.getInteger("response_id"),
                row.getInteger("miner_uid"),
                row.getString("last_error"),
                row.getString("last_error_code"),
                row.getString("last_error_category"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "started_at"),
                Columns.instant(row, "completed_at"));
    }
}
