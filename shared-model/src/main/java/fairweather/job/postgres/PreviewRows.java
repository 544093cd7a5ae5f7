package fairweather.job.postgres;

import fairweather.job.JobType;
import fairweather.job.Obstacle;
import fairweather.job.Preview;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Reads the rows of {@link ClaimSql#PREVIEW}. */
final class PreviewRows {
    private PreviewRows() {}

    /** @param byType the rows of each type */
    static Preview preview(List<RowSet<Row>> byType) {
        List<Preview.Waiting> next = new ArrayList<>();
        List<Preview.HeldBack> heldBack = new ArrayList<>();
        for (RowSet<Row> rows : byType) {
            for (Row row : rows) {
                String obstacle = row.getString("obstacle");
                if (obstacle == null) {
                    next.add(waiting(row));
                } else {
                    heldBack.add(heldBack(row, Obstacle.of(obstacle)));
                }
            }
        }
        return new Preview(next, heldBack);
    }

    private static Preview.Waiting waiting(Row row) {
        return new Preview.Waiting(
                row.getLong("id"),
                JobType.of(row.getString("job_type")),
                row.getInteger("run_id"),
                row.getInteger("miner_uid"),
                row.getOffsetDateTime("due_at").toInstant());
    }

    private static Preview.HeldBack heldBack(Row row, Obstacle obstacle) {
        OffsetDateTime until = row.getOffsetDateTime("until");
        return new Preview.HeldBack(
                waiting(row), obstacle, row.getString("detail"), until == null ? null : until.toInstant());
    }
}
