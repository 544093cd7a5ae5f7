package fairweather.orchestrator.rest;

import fairweather.database.Database;
import fairweather.database.Database.Session;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
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

    private final Database database;

    QueueResource(Database database) {
        this.database = database;
    }

    @GET
    @Operation(operationId = "getQueue", summary = "The health of the queue")
    public QueueHealth health() {
        return database.transaction(tx -> {
            tx.command("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            return health(tx);
        });
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
