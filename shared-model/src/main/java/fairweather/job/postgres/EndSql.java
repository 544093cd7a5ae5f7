package fairweather.job.postgres;

import fairweather.failure.Failure;
import fairweather.job.End;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;

/**
 * The statements that end attempts, each fenced on its own by its token. A reported end sets the count of consecutive
 * crashes back to 0.
 */
final class EndSql {
    private static final String FIELDS =
            "e(id, token, status, result, due_at, delay_ms, payload, deferred, error, code, category)";

    private static final String ONE = """
            (VALUES ($1::bigint, $2::bigint, $3::varchar, $4::jsonb, $5::timestamptz, $6::bigint, $7::jsonb,
                     $8::boolean, $9::text, $10::varchar, $11::varchar)) AS\s""" + FIELDS;

    private static final String MANY = """
            unnest($1::bigint[], $2::bigint[], $3::varchar[], $4::jsonb[], $5::timestamptz[], $6::bigint[], $7::jsonb[],
                   $8::boolean[], $9::text[], $10::varchar[], $11::varchar[]) AS\s""" + FIELDS;

    private static final String SET = """
            UPDATE validator_jobs j SET
                status = e.status, result = coalesce(e.result, j.result), attempts = 0,
                due_at = coalesce(e.due_at, fw_now() + make_interval(secs => e.delay_ms / 1000.0), j.due_at),
                payload = coalesce(e.payload, j.payload), deferrals = j.deferrals + e.deferred::integer,
                last_error = coalesce(e.error, j.last_error), last_error_code = coalesce(e.code, j.last_error_code),
                last_error_category = coalesce(e.category, j.last_error_category),
                completed_at = CASE WHEN e.status IN ('completed', 'failed', 'cancelled') THEN fw_now() END,
                lease_expires_at = NULL, updated_at = fw_now()
            """;

    private static final String HELD = "j.lease_token = e.token AND j.status = 'in_progress'";

    /** What a report says about its job. */
    private static final String ROW = """
            j.id, j.lease_token, j.job_type, j.payload, j.due_at, j.claimed_by, j.run_id, j.response_id, j.miner_uid,
            j.trace_context""";

    /** {@link #values} of one end. */
    static final String END = SET + "FROM " + ONE + " WHERE j.id = e.id AND " + HELD + " RETURNING j.id";

    /** {@link #values} of several ends. */
    static final String END_ALL = all("j.id");

    /** The same, for ends with a report. */
    static final String END_ALL_REPORTING = all(ROW);

    private EndSql() {}

    /** Locked in id order, as a beat does, so that the two never wait for each other in a circle. */
    private static String all(String returned) {
        return "WITH e AS (SELECT e.* FROM " + MANY + " JOIN validator_jobs j ON j.id = e.id WHERE " + HELD
                + " ORDER BY j.id FOR NO KEY UPDATE OF j) " + SET + "FROM e WHERE j.id = e.id RETURNING " + returned;
    }

    /** id, token, status, result, due instant or null, delay ms or null, payload or null, deferred?, error, code, category. */
    static Tuple values(Ending ending) {
        Tuple values = Tuple.tuple();
        columns(List.of(ending)).forEach(column -> values.addValue(column[0]));
        return values;
    }

    /** The same as arrays. */
    static Tuple values(List<Ending> endings) {
        Tuple values = Tuple.tuple();
        columns(endings).forEach(values::addValue);
        return values;
    }

    private static List<Object[]> columns(List<Ending> endings) {
        return List.of(
                column(endings, Long[]::new, ending -> ending.lease().jobId()),
                column(endings, Long[]::new, ending -> ending.lease().token()),
                column(endings, String[]::new, ending -> ending.end().status().word()),
                column(endings, JsonObject[]::new, ending -> ending.end().envelope()),
                column(
                        endings,
                        OffsetDateTime[]::new,
                        ending -> DueValues.at(ending.end().due())),
                column(
                        endings,
                        Long[]::new,
                        ending -> DueValues.delayMillis(ending.end().due())),
                column(endings, JsonObject[]::new, EndSql::payload),
                column(endings, Boolean[]::new, ending -> ending.end() instanceof End.Deferred),
                column(endings, String[]::new, ending -> trouble(ending, Failure::message)),
                column(
                        endings,
                        String[]::new,
                        ending -> trouble(ending, failure -> failure.code().name())),
                column(
                        endings,
                        String[]::new,
                        ending -> trouble(ending, failure -> failure.category().word())));
    }

    private static <T> T[] column(
            List<Ending> endings, java.util.function.IntFunction<T[]> array, Function<Ending, T> value) {
        return endings.stream().map(value).toArray(array);
    }

    private static JsonObject payload(Ending ending) {
        return ending.end() instanceof End.Deferred waits ? waits.payload() : null;
    }

    private static String trouble(Ending ending, Function<Failure, String> part) {
        Failure failure = ending.end().trouble();
        return failure == null ? null : part.apply(failure);
    }
}
