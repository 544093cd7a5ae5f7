package fairweather.job.postgres;

import fairweather.job.Report;
import fairweather.job.Write;
import fairweather.outcome.OutcomeDraft;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import fairweather.step.StepSql;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Writes what an attempt reports into the transaction that already holds its job's row. */
final class ReportWriter {
    private static final String INSERT_OUTCOME = """
            INSERT INTO outcomes (kind, run_id, response_id, miner_uid, job_id, job_type, lease_token, n, data, actor,
                                  trace_context)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """;

    private ReportWriter() {}

    /** @param job the job's row as the fenced statement returned it */
    static Uni<Void> write(SqlConnection tx, Row job, Report report, int firstN) {
        if (job.getInteger("run_id") == null && !report.steps().isEmpty()) {
            return Uni.createFrom().failure(new IllegalArgumentException("a job without a run has no step rows"));
        }
        OffsetDateTime due = job.getOffsetDateTime("due_at");
        List<Supplier<Uni<?>>> statements = new ArrayList<>();
        for (Write write : report.writes()) {
            statements.add(() -> tx.preparedQuery(write.sql()).execute(Tuple.from(write.values())));
        }
        for (StepEvent step : report.steps()) {
            statements.add(() -> tx.preparedQuery(StepSql.UPSERT).execute(stepTuple(job, step, due)));
        }
        for (int i = 0; i < report.outcomes().size(); i++) {
            OutcomeDraft outcome = report.outcomes().get(i);
            int n = firstN + i;
            statements.add(() -> tx.preparedQuery(INSERT_OUTCOME).execute(outcomeTuple(job, outcome, n, due)));
        }
        return Multi.createFrom()
                .iterable(statements)
                .onItem()
                .transformToUniAndConcatenate(Supplier::get)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Tuple stepTuple(Row job, StepEvent step, OffsetDateTime due) {
        JsonObject payload = job.getJsonObject("payload");
        Integer uid = job.getInteger("miner_uid");
        OffsetDateTime next = step.nextWithJob() ? due : null;
        return StepSql.values(
                job.getInteger("run_id"),
                uid == null ? 0 : uid,
                payload.getString("miner_hotkey", StepKey.COORDINATOR),
                step,
                next,
                job.getLong("id"));
    }

    private static Tuple outcomeTuple(Row job, OutcomeDraft outcome, int n, OffsetDateTime due) {
        return Tuple.tuple()
                .addValue(outcome.kind().word())
                .addValue(job.getInteger("run_id"))
                .addValue(job.getInteger("response_id"))
                .addValue(job.getInteger("miner_uid"))
                .addValue(job.getLong("id"))
                .addValue(job.getString("job_type"))
                .addValue(job.getLong("lease_token"))
                .addValue(n)
                .addValue(outcome.stored(due.toInstant()))
                .addValue(job.getString("claimed_by"))
                .addValue(job.getString("trace_context"));
    }
}
