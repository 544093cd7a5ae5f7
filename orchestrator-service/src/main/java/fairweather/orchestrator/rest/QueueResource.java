package fairweather.orchestrator.rest;

import fairweather.database.Database;
import fairweather.database.Database.Session;
import fairweather.job.JobQueue;
import fairweather.job.JobType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The health of the queue. */
@Path("/api/v1/queue")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "queue")
public class QueueResource {
    private static final String BY_TYPE =
            "SELECT job_type, status, count(*) AS jobs FROM validator_jobs GROUP BY job_type, status "
                    + "ORDER BY job_type, status";

    private static final String STEPS =
            "SELECT status, count(*) AS steps, min(updated_at) AS oldest FROM weather_forecast_steps "
                    + "GROUP BY status ORDER BY status";

    private static final String NUMBERS = """
            SELECT fw_now() AS now,
                   (SELECT extract(epoch FROM fw_now() - min(due_at))::double precision FROM validator_jobs
                    WHERE status IN ('pending', 'retry_scheduled') AND due_at <= fw_now()) AS oldest_due,
                   (SELECT count(*) FROM validator_jobs
                    WHERE status = 'in_progress' AND lease_expires_at >= fw_now()) AS leased,
                   (SELECT count(*) FROM validator_jobs
                    WHERE status = 'in_progress' AND lease_expires_at < fw_now()) AS lease_expired,
                   (SELECT count(*) FROM outcomes WHERE folded_at IS NULL AND disposition IS NULL) AS unfolded,
                   (SELECT extract(epoch FROM fw_now() - min(created_at))::double precision FROM outcomes
                    WHERE folded_at IS NULL AND disposition IS NULL) AS oldest_unfolded,
                   (SELECT count(*) FROM weather_miner_responses WHERE parked_reason IS NOT NULL) AS parked
            """;

    private static final String DUPLICATES = """
            SELECT subject, problem FROM inv_02_uniqueness
            UNION ALL
            SELECT 'response ' || response_id, count(*) || ' unfinished jobs' FROM validator_jobs
            WHERE status IN ('pending', 'in_progress', 'retry_scheduled') AND response_id IS NOT NULL
            GROUP BY response_id HAVING count(*) > 1
            ORDER BY subject, problem LIMIT 200
            """;

    /** Longer than a statement may take. */
    private static final Duration PREVIEW_LIMIT = Duration.ofSeconds(30);

    private final Database database;
    private final JobQueue queue;

    QueueResource(Database database, JobQueue queue) {
        this.database = database;
        this.queue = queue;
    }

    @GET
    @Operation(operationId = "getQueue", summary = "The health of the queue")
    public QueueHealth health() {
        return database.transaction(tx -> {
            tx.command("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            return health(tx);
        });
    }

    @GET
    @Path("/next")
    @Operation(
            operationId = "previewQueue",
            summary = "What would be claimed next, and what is held back and why",
            description =
                    "Without effects. Each type is looked at as if it were claimed next, up to `limit` jobs each way.")
    public NextJobs next(
            @QueryParam("types") @Parameter(description = "Names with commas between; all if it is left out")
                    String types,
            @QueryParam("limit")
                    @Parameter(description = "1 to 200, default 50", schema = @Schema(implementation = Integer.class))
                    String limit) {
        Set<JobType> wanted = types == null
                ? EnumSet.allOf(JobType.class)
                : Arrays.stream(types.split(",", -1))
                        .map(type -> Input.jobType("type", type.strip()))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(JobType.class)));
        return NextJobs.of(queue.preview(wanted, PageRequest.of(limit, null, 1).limit())
                .await()
                .atMost(PREVIEW_LIMIT));
    }

    private static QueueHealth health(Session tx) {
        Map<String, Long> byStatus = new TreeMap<>();
        Map<String, Map<String, Long>> byType = new TreeMap<>();
        for (Row row : tx.query(BY_TYPE)) {
            String status = row.getString("status");
            long jobs = row.getLong("jobs");
            byStatus.merge(status, jobs, Long::sum);
            byType.computeIfAbsent(row.getString("job_type"), type -> new TreeMap<>())
                    .put(status, jobs);
        }
        List<QueueHealth.OfType> types = new ArrayList<>();
        byType.forEach((type, statuses) -> types.add(new QueueHealth.OfType(type, statuses)));
        Row numbers = tx.first(NUMBERS).orElseThrow();
        return new QueueHealth(
                Columns.instant(numbers, "now"),
                byStatus,
                types,
                numbers.getDouble("oldest_due"),
                numbers.getLong("leased"),
                numbers.getLong("lease_expired"),
                tx.query(STEPS).stream()
                        .map(row -> new QueueHealth.OfStep(
                                row.getString("status"), row.getLong("steps"), Columns.instant(row, "oldest")))
                        .toList(),
                numbers.getLong("unfolded"),
                numbers.getDouble("oldest_unfolded"),
                numbers.getLong("parked"),
                tx.query(DUPLICATES).stream()
                        .map(row -> new QueueHealth.Duplicate(row.getString("subject"), row.getString("problem")))
                        .toList());
    }
}
