package fairweather.orchestrator.rest;

import fairweather.database.Database;
import fairweather.database.Database.Session;
import fairweather.job.Due;
import fairweather.job.Hold;
import fairweather.job.HoldTarget;
import fairweather.job.postgres.PostgresJobHolds;
import fairweather.run.RunStatus;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Holds, and what an operator does about them. */
@Singleton
class HoldChanges {
    private static final String LIST = """
            SELECT %s FROM job_holds WHERE $1::bigint IS NULL OR id > $1 ORDER BY id LIMIT $2
            """.formatted(HoldView.COLUMNS);

    private static final String HOLD = PostgresJobHolds.HOLD + " RETURNING " + HoldView.COLUMNS;

    private static final String LIFT = "DELETE FROM job_holds WHERE id = $1 RETURNING " + HoldView.COLUMNS;

    private static final String RUN = "SELECT status FROM weather_forecast_runs WHERE id = $1 FOR KEY SHARE";

    private static final String IS_PAST = "SELECT $1::timestamptz <= fw_now() AS past";

    private final Database database;

    HoldChanges(Database database) {
        this.database = database;
    }

    List<HoldView> list(PageRequest page) {
        return database.query(LIST, page.after(0, Long::valueOf), page.rows()).stream()
                .map(HoldView::of)
                .toList();
    }

    /** Holds back from the next claim on; a hold of exactly the same is replaced. */
    HoldView hold(HoldTarget target, Instant until, Operator operator) {
        return database.transaction(tx -> {
            requireLiveRun(tx, target.runId());
            if (until != null && isPast(tx, until)) {
                throw Refusal.badRequest("until is past");
            }
            Hold hold = new Hold(target, until == null ? null : Due.at(until), operator.reason(), operator.actor());
            HoldView view = HoldView.of(
                    tx.first(HOLD, PostgresJobHolds.holdValues(hold)).orElseThrow());
            String end = until == null ? "" : " until " + until;
            operator.recordOfSlot(tx, target.runId(), target.minerUid(), "holds back " + view.target() + end);
            return view;
        });
    }

    private static void requireLiveRun(Session tx, Integer runId) {
        if (runId == null) {
            return;
        }
        Row run = tx.first(RUN, runId).orElseThrow(() -> Refusal.notFound("there is no run " + runId));
        if (RunStatus.of(run.getString("status")).terminal()) {
            throw Refusal.conflict("run " + runId + " is " + run.getString("status"));
        }
    }

    private static boolean isPast(Session tx, Instant until) {
        return tx.first(IS_PAST, until.atOffset(ZoneOffset.UTC)).orElseThrow().getBoolean("past");
    }

    HoldView lift(long id, Operator operator) {
        return database.transaction(tx -> {
            HoldView view =
                    HoldView.of(tx.first(LIFT, id).orElseThrow(() -> Refusal.notFound("there is no hold " + id)));
            operator.recordOfSlot(tx, view.runId(), view.uid(), "lifts the hold of " + view.target());
            return view;
        });
    }
}
