package fairweather.job.postgres;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes how attempts end, many in one commit where many end at once. Ends without a report share one statement; ends
 * with a report wait only for one another, so that a slow domain row holds no others up.
 */
final class EndWriter {
    private static final int MOST = 128;
    private static final int PLAIN_AT_ONCE = 1;
    private static final int REPORTING_AT_ONCE = 4;

    private final Pool pool;
    private final GroupCommit<Ending, Boolean> plain;
    private final GroupCommit<Ending, Boolean> reporting;

    EndWriter(Pool pool) {
        this.pool = pool;
        plain = new GroupCommit<>(
                PLAIN_AT_ONCE, MOST, ending -> ending.lease().jobId(), endings -> Bounded.call(endPlain(endings)));
        reporting = new GroupCommit<>(
                REPORTING_AT_ONCE,
                MOST,
                ending -> ending.lease().jobId(),
                endings -> Bounded.call(pool.withTransaction(tx -> endReporting(tx, endings))));
    }

    /** False, and nothing written, if the lease is lost. */
    Uni<Boolean> write(Ending ending) {
        return (ending.reports() ? reporting : plain).call(ending);
    }

    private Uni<List<Boolean>> endPlain(List<Ending> endings) {
        Uni<RowSet<Row>> ended = endings.size() == 1
                ? pool.preparedQuery(EndSql.END).execute(EndSql.values(endings.getFirst()))
                : pool.preparedQuery(EndSql.END_ALL).execute(EndSql.values(endings));
        return ended.map(rows -> held(endings, byId(rows)));
    }

    private static Uni<List<Boolean>> endReporting(SqlConnection tx, List<Ending> endings) {
        return tx.preparedQuery(EndSql.END_ALL_REPORTING)
                .execute(EndSql.values(endings))
                .map(EndWriter::byId)
                .flatMap(jobs -> report(tx, endings, jobs).replaceWith(held(endings, jobs)));
    }

    /** Side by side on the one connection; the statements of a report stay in their order. */
    private static Uni<Void> report(SqlConnection tx, List<Ending> endings, Map<Long, Row> jobs) {
        List<Uni<Void>> reports = endings.stream()
                .filter(ending -> jobs.containsKey(ending.lease().jobId()))
                .map(ending ->
                        ReportWriter.write(tx, jobs.get(ending.lease().jobId()), ending.report(), ending.firstN()))
                .toList();
        return reports.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(reports).andCollectFailures().replaceWithVoid();
    }

    private static List<Boolean> held(List<Ending> endings, Map<Long, Row> jobs) {
        return endings.stream()
                .map(ending -> jobs.containsKey(ending.lease().jobId()))
                .toList();
    }

    private static Map<Long, Row> byId(RowSet<Row> rows) {
        Map<Long, Row> jobs = new HashMap<>();
        rows.forEach(row -> jobs.put(row.getLong("id"), row));
        return jobs;
    }
}
