package fairweather.orchestrator.rest;

import fairweather.database.Database;
import fairweather.failure.Code;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Tells what happened to a miner in a run, from everything that was written about it. */
@Singleton
class TimelineQuery {
    private static final String RESPONSE =
            "SELECT id, miner_hotkey FROM weather_miner_responses WHERE run_id = $1 AND miner_uid = $2";

    private static final String RUN = "SELECT id FROM weather_forecast_runs WHERE id = $1";

    /** run, uid, hotkey, response, time, kind and id of the last entry before the page, rows. */
    private static final String ENTRIES = """
            SELECT * FROM (
                SELECT o.created_at AS at, 'outcome' AS kind, o.id, o.kind AS what,
                       coalesce(o.disposition, 'unfolded') AS status, NULL AS category, o.data ->> 'code' AS code,
                       coalesce(o.data ->> 'message', o.data ->> 'reason', o.disposition_reason) AS message, o.actor,
                       (o.data ->> 'next_retry_at')::timestamptz AS next_try_at
                FROM outcomes o WHERE o.response_id = $4
                UNION ALL
                SELECT o.created_at, 'outcome', o.id, o.kind, coalesce(o.disposition, 'unfolded'), NULL,
                       o.data ->> 'code',
                       coalesce(o.data ->> 'message', concat_ws(': ', o.data ->> 'action', o.data ->> 'reason')),
                       o.actor, NULL
                FROM outcomes o
                WHERE o.run_id = $1 AND o.response_id IS NULL AND coalesce(o.miner_uid = $2, true)
                  AND o.kind IN ('run_opened', 'run_cancelled', 'run_abandoned', 'operator_acted')
                UNION ALL
                SELECT o.created_at, 'outcome', o.id, o.kind, coalesce(o.disposition, 'unfolded'), NULL, NULL,
                       concat_ws(': ', o.data ->> 'action', o.data ->> 'reason'), o.actor, NULL
                FROM outcomes o JOIN weather_forecast_runs r ON r.id = $1
                WHERE o.run_id IS NULL AND o.kind = 'operator_acted' AND coalesce(o.miner_uid = $2, true)
                  AND o.created_at BETWEEN r.run_initiation_time AND coalesce(r.completion_time, 'infinity')
                UNION ALL
                SELECT coalesce(s.completed_at, s.updated_at), 'step', s.id,
                       s.step_name || coalesce('/' || s.substep, '') || coalesce(' ' || s.lead_hours || ' h', ''),
                       s.status, s.error_json ->> 'category', s.error_json ->> 'code', s.error_json ->> 'message',
                       NULL, s.next_retry_time
                FROM weather_forecast_steps s
                WHERE s.run_id = $1 AND s.miner_uid = $2 AND s.miner_hotkey = $3
                UNION ALL
                SELECT t.at, 'transition', t.id, 'response', t.from_status || ' → ' || t.to_status, NULL, NULL,
                       t.reason, NULL, NULL
                FROM state_transitions t WHERE t.run_id = $1 AND t.response_id = $4
                UNION ALL
                SELECT e.noticed_at, 'evidence', e.id, e.kind, NULL, NULL, e.code, e.object_key, NULL, NULL
                FROM integrity_evidence e WHERE e.response_id = $4
                UNION ALL
                SELECT l.created_at, 'log', l.id, l.source, l.level, NULL, NULL, l.message, NULL, NULL
                FROM validator_job_logs l WHERE l.run_id = $1 AND l.response_id = $4
                UNION ALL
                SELECT j.created_at, 'job', j.id, j.job_type, j.status, j.last_error_category, j.last_error_code,
                       coalesce(j.last_error, j.result ->> 'reason'), NULL,
                       CASE WHEN j.status IN ('pending', 'retry_scheduled') THEN j.due_at END
                FROM validator_jobs j WHERE j.response_id = $4) AS e
            WHERE $5::timestamptz IS NULL OR (e.at, e.kind, e.id) > ($5, $6::text, $7::bigint)
            ORDER BY e.at, e.kind, e.id LIMIT $8
            """;

    /** The kinds of entries of {@link #ENTRIES}. */
    private static final Set<String> KINDS = Set.of("outcome", "step", "transition", "evidence", "log", "job");

    private final Database database;

    TimelineQuery(Database database) {
        this.database = database;
    }

    Listing<TimelineEntry> of(int runId, int uid, PageRequest page) {
        if (database.first(RUN, runId).isEmpty()) {
            throw Refusal.notFound("there is no run " + runId);
        }
        Row response = database.first(RESPONSE, runId, uid)
                .orElseThrow(() -> Refusal.notFound("uid " + uid + " takes no part in run " + runId));
        List<TimelineEntry> entries = database
                .query(
                        ENTRIES,
                        runId,
                        uid,
                        response.getString("miner_hotkey"),
                        response.getInteger("id"),
                        page.after(0, TimelineQuery::time),
                        page.after(1, TimelineQuery::kind),
                        page.after(2, Long::valueOf),
                        page.rows())
                .stream()
                .map(TimelineQuery::entry)
                .toList();
        return Listing.of(page, entries, entry -> List.of(entry.at(), entry.kind(), entry.id()));
    }

    private static OffsetDateTime time(String text) {
        return Input.instant("after", text).atOffset(ZoneOffset.UTC);
    }

    private static String kind(String text) {
        if (!KINDS.contains(text)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static TimelineEntry entry(Row row) {
        String code = row.getString("code");
        String category = row.getString("category");
        return new TimelineEntry(
                Columns.instant(row, "at"),
                row.getString("kind"),
                row.getLong("id"),
                row.getString("what"),
                row.getString("status"),
                category == null ? category(code) : category,
                code,
                row.getString("message"),
                row.getString("actor"),
                Columns.instant(row, "next_try_at"));
    }

    /** An outcome names its code only; the category is a property of the code. */
    private static String category(String code) {
        return Arrays.stream(Code.values())
                .filter(known -> known.name().equals(code))
                .map(known -> known.category().word())
                .findFirst()
                .orElse(null);
    }
}
