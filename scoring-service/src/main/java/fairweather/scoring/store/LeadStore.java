package fairweather.scoring.store;

import fairweather.database.Database;
import fairweather.scoring.store.LeadTurn.Turn;
import fairweather.step.StepKey;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/** Reads from the step rows and the truth status which leads of a response are to be scored. */
public final class LeadStore {
    private static final String LEADS = """
            WITH clock AS MATERIALIZED (SELECT fw_now() AS now)
            SELECT l.lead_hours, l.due, c.now, l.due <= c.now AS is_due, t.status AS truth, t.next_check_at,
                   coalesce(s.status IN ('succeeded', 'failed'), false) AS decided,
                   CASE WHEN s.status IN ('retry_scheduled', 'pending') AND s.next_retry_time > c.now
                        THEN s.next_retry_time END AS next_retry
            FROM clock c
            CROSS JOIN unnest($5::integer[], $6::timestamptz[], $7::timestamptz[]) AS l(lead_hours, valid_time, due)
            LEFT JOIN weather_forecast_steps s
                ON s.run_id = $1 AND s.miner_uid = $2 AND s.miner_hotkey = $3 AND s.step_name = 'era5'
                   AND s.substep = 'score' AND s.lead_hours = l.lead_hours
            LEFT JOIN truth_status t ON t.source = $4 AND t.valid_time = l.valid_time
            ORDER BY l.lead_hours
            """;

    private static final String SUCCEEDED = """
            SELECT EXISTS (SELECT FROM weather_forecast_steps
                           WHERE run_id = $1 AND miner_uid = $2 AND miner_hotkey = $3 AND step_name = $4
                             AND substep IS NOT DISTINCT FROM $5 AND lead_hours IS NOT DISTINCT FROM $6
                             AND status = 'succeeded') AS done
            """;

    private static final String UNSAVED = """
            SELECT l.lead_hours FROM unnest($2::integer[]) AS l(lead_hours)
            WHERE NOT EXISTS (SELECT FROM weather_forecast_steps s
                              WHERE s.run_id = $1 AND s.miner_uid = 0 AND s.miner_hotkey = $3 AND s.step_name = 'seed'
                                AND s.substep = $4 AND s.lead_hours = l.lead_hours
                                AND s.status IN ('succeeded', 'failed'))
            ORDER BY l.lead_hours
            """;

    private final Database database;

    public LeadStore(Database database) {
        this.database = database;
    }

    /** The configured ERA5 leads in ascending order, all as of one instant of the database's clock. */
    public List<LeadTurn> turns(Run run, Response response) {
        List<Integer> leads = run.config().era5LeadHours();
        return database
                .query(
                        LEADS,
                        run.id(),
                        response.uid(),
                        response.hotkey(),
                        run.config().referenceSource(),
                        leads.toArray(Integer[]::new),
                        times(leads, run::validTime),
                        times(leads, lead -> run.config().due(run.initTime(), lead)))
                .stream()
                .map(row -> turn(row, run.truthWait()))
                .toList();
    }

    /** The leads whose reference forecast is neither saved nor given up, in ascending order. */
    public List<Integer> unsaved(Run run) {
        Integer[] leads = run.config().era5LeadHours().toArray(Integer[]::new);
        return database.query(UNSAVED, run.id(), leads, StepKey.COORDINATOR, StepKey.SAVE_REFERENCE).stream()
                .map(row -> row.getInteger("lead_hours"))
                .toList();
    }

    /** Whether a step of the run itself is done already. */
    public boolean succeeded(Run run, StepKey step) {
        return succeeded(run.id(), 0, StepKey.COORDINATOR, step);
    }

    /** Whether a step of the response is done already. */
    public boolean succeeded(Response response, StepKey step) {
        return succeeded(response.runId(), response.uid(), response.hotkey(), step);
    }

    private boolean succeeded(int run, int uid, String hotkey, StepKey step) {
        return database.first(SUCCEEDED, run, uid, hotkey, step.step(), step.substep(), step.leadHours())
                .orElseThrow()
                .getBoolean("done");
    }

    private static LeadTurn turn(Row row, Duration truthWait) {
        int lead = row.getInteger("lead_hours");
        String truth = row.getString("truth");
        // A truth that is gone closes a lead when the fold has ended it: another run may have given up what this one
        // waits for.
        if (row.getBoolean("decided")) {
            return new LeadTurn(lead, Turn.CLOSED, null);
        }
        if (!row.getBoolean("is_due")) {
            return new LeadTurn(lead, Turn.WAIT, instant(row, "due"));
        }
        if (row.getOffsetDateTime("next_retry") != null) {
            return new LeadTurn(lead, Turn.WAIT, instant(row, "next_retry"));
        }
        if ("ready".equals(truth)) {
            return new LeadTurn(lead, Turn.SCORE, null);
        }
        return new LeadTurn(lead, Turn.WAIT, nextLook(row, truthWait));
    }

    /**
     * At the next check of the truth, but no later than one wait from now: the check may have been made already. A truth
     * that comes wakes the jobs that wait; this look is for the one that was at work at that moment and misses the call.
     */
    private static Instant nextLook(Row row, Duration truthWait) {
        Instant now = instant(row, "now");
        Instant latest = now.plus(truthWait);
        Instant check = row.getOffsetDateTime("next_check_at") == null ? latest : instant(row, "next_check_at");
        return check.isAfter(now) && check.isBefore(latest) ? check : latest;
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static OffsetDateTime[] times(List<Integer> leads, Function<Integer, Instant> time) {
        return leads.stream()
                .map(lead -> time.apply(lead).atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }
}
