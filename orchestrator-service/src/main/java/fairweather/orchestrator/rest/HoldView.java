package fairweather.orchestrator.rest;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is kept from being claimed. */
@Schema(
        name = "Hold",
        description = "What is kept from being claimed: jobs that equal the hold in type, slot and run, where it names "
                + "them. A type alone pauses the type, a slot alone the miner, a type and a run that stage of the run. "
                + "What runs already is left alone")
public record HoldView(
        long id,
        @Schema(nullable = true, examples = "weather.day1") String jobType,
        @Schema(nullable = true) Integer uid,
        @Schema(nullable = true) Integer runId,

        @Schema(description = "When it ends by itself; null if only lifting ends it", nullable = true)
        Instant until,

        @Schema(description = "False for one that has ended by itself")
        boolean inForce,

        String actor,
        String reason,
        Instant createdAt) {

    static final String COLUMNS = "id, job_type, miner_uid, run_id, held_until, "
            + "coalesce(held_until > fw_now(), true) AS in_force, actor, reason, created_at";

    static HoldView of(Row row) {
        return new HoldView(
                row.getLong("id"),
                row.getString("job_type"),
                row.getInteger("miner_uid"),
                row.getInteger("run_id"),
                Columns.instant(row, "held_until"),
                row.getBoolean("in_force"),
                row.getString("actor"),
                row.getString("reason"),
                Columns.instant(row, "created_at"));
    }

    /** For the timeline, for example {@code weather.day1 of run 4}. */
    String target() {
        String what = jobType == null ? "all work" : jobType;
        String whose = uid == null ? "" : " of uid " + uid;
        return what + whose + (runId == null ? "" : " of run " + runId);
    }
}
