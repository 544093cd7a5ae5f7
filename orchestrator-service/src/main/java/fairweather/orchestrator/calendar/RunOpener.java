package fairweather.orchestrator.calendar;

import fairweather.database.Database;
import fairweather.database.Database.Session;
import fairweather.job.Hold;
import fairweather.job.HoldTarget;
import fairweather.job.JobType;
import fairweather.job.NewJob;
import fairweather.job.postgres.JobSql;
import fairweather.job.postgres.PostgresJobHolds;
import fairweather.job.postgres.PostgresJobQueue;
import fairweather.outcome.OutcomeKind;
import fairweather.run.RunStatus;
import fairweather.trace.TraceParent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens runs: the run, its first job and the outcome that says who and why, in one transaction. */
public final class RunOpener {
    /** The version of the scoring rules that a new run is bound to. */
    static final int SCORING_VERSION = 1;

    private static final DateTimeFormatter CYCLE =
            DateTimeFormatter.ofPattern("yyyyMMdd_HH").withZone(ZoneOffset.UTC);

    private static final String SERIES = """
            SELECT %s, calendar_enabled, cycle_hour, open_at_minute, jitter_minutes, fw_now() AS now
            FROM series s WHERE name = $1
            """.formatted(Series.COLUMNS);

    private static final String INSERT_RUN = """
            INSERT INTO weather_forecast_runs (series, gfs_init_time_utc, target_forecast_time_utc, forecast_run_id,
                forecast_type, validator_hotkey, run_config, scoring_version, status, late, hindsight,
                nominal_init_time_utc, hindcast_hours)
            VALUES ($1, $2, $2, $3, $4, $5, $6, $7, 'created', $8, $9, $10, $11)
            ON CONFLICT (series, gfs_init_time_utc) WHERE status NOT IN ('failed', 'abandoned') DO NOTHING
            RETURNING id
            """;

    private static final String LIVE_RUN = """
            SELECT id, status FROM weather_forecast_runs
            WHERE series = $1 AND gfs_init_time_utc = $2 AND status NOT IN ('failed', 'abandoned')
            """;

    /** Lets more miners join by an orchestration that nobody has begun yet; no list means all. */
    private static final String JOIN = """
            UPDATE validator_jobs SET
                payload = CASE WHEN $2::jsonb IS NULL THEN payload - 'uids'
                    ELSE jsonb_set(payload, '{uids}', (SELECT jsonb_agg(DISTINCT uid)
                        FROM jsonb_array_elements(payload -> 'uids' || $2::jsonb) AS u(uid))) END,
                updated_at = fw_now()
            WHERE run_id = $1 AND job_type = 'weather.run.orchestrate' AND status IN ('pending', 'retry_scheduled')
              AND payload ? 'uids'
            """;

    private static final String COVERED = """
            SELECT EXISTS (SELECT FROM validator_jobs
                           WHERE run_id = $1 AND job_type = 'weather.run.orchestrate'
                             AND status IN ('pending', 'in_progress', 'retry_scheduled')
                             AND (NOT payload ? 'uids' OR payload -> 'uids' @> $2::jsonb)) AS covered
            """;

    private static final String TRACE =
            "UPDATE weather_forecast_runs SET trace_context = $2::varchar WHERE id = $1 AND trace_context IS NULL";

    private static final String OUTCOME = """
            INSERT INTO outcomes (kind, run_id, data, actor, trace_context)
            SELECT $1::varchar, id, $3::jsonb, $4::varchar, trace_context FROM weather_forecast_runs WHERE id = $2
            """;

    private static final String ANY_MINER = """
            SELECT EXISTS (SELECT FROM node_table
                           WHERE hotkey IS NOT NULL AND ($1::integer[] IS NULL OR uid = ANY ($1))) AS found
            """;

    /** How to learn the hotkey that this validator signs with. */
    @FunctionalInterface
    public interface Identity {
        String hotkey() throws IOException;
    }

    /** What came of a request for a run. */
    public sealed interface Result {
        record Opened(int id) implements Result {}

        /** The run of this series and cycle that lives already. */
        record Live(int id) implements Result {}

        record Refused(Kind kind, String reason) implements Result {}

        /** Why a run was refused. */
        enum Kind {
            UNKNOWN_SERIES,
            BAD_CYCLE,
            CONFLICT,
            UNAVAILABLE
        }
    }

    /**
     * What else a request for a run may say.
     *
     * @param uids the slots that take part, or null for all
     * @param held the stages that are held back from the beginning, or, in a run that lives already, from now on
     * @param parent where the caller is in its trace, or null
     */
    public record Wishes(List<Integer> uids, Set<JobType> held, TraceParent parent) {
        public static final Wishes NONE = new Wishes(null, Set.of(), null);

        public Wishes {
            held = held.isEmpty() ? EnumSet.noneOf(JobType.class) : EnumSet.copyOf(held);
        }
    }

    private final Database database;
    private final Identity identity;

    public RunOpener(Database database, Identity identity) {
        this.database = database;
        this.identity = identity;
    }

    /** @param uids the slots that take part, or null for all */
    public Result open(String series, Instant cycle, List<Integer> uids, String actor, String reason) {
        return open(series, cycle, actor, reason, new Wishes(uids, Set.of(), null));
    }

    public Result open(String series, Instant cycle, String actor, String reason, Wishes wishes) {
        if (!RunCalendar.isCycle(cycle)) {
            return new Result.Refused(Result.Kind.BAD_CYCLE, "a cycle is at 00, 06, 12 or 18 UTC, not " + cycle);
        }
        Optional<Row> row = database.first(SERIES, series);
        if (row.isEmpty()) {
            return new Result.Refused(Result.Kind.UNKNOWN_SERIES, "there is no series " + series);
        }
        Instant now = row.get().getOffsetDateTime("now").toInstant();
        if (cycle.isAfter(now)) {
            return new Result.Refused(Result.Kind.CONFLICT, "the cycle " + cycle + " has not happened yet");
        }
        Series taken = Series.of(row.get());
        Optional<Result> contradiction = contradiction(taken);
        if (contradiction.isPresent()) {
            return contradiction.get();
        }
        Optional<Result> nobody = database.transaction(tx -> withoutMiners(tx, wishes));
        if (nobody.isPresent()) {
            return nobody.get();
        }
        String hotkey;
        try {
            hotkey = identity.hotkey();
        } catch (IOException failure) {
            return new Result.Refused(
                    Result.Kind.UNAVAILABLE,
                    "the validator's identity is unknown, because the miner gateway does not answer ("
                            + failure.getClass().getSimpleName() + ")");
        }
        boolean late = row.get().getBoolean("calendar_enabled")
                && RunCalendar.of(series, row.get()).late(LocalDate.ofInstant(cycle, ZoneOffset.UTC), hotkey, now);
        Request request = new Request(taken, cycle, wishes, hotkey, late, actor, reason);
        return database.transaction(tx -> open(tx, request));
    }

    private static Optional<Result> contradiction(Series series) {
        return series.contradiction()
                .map(why -> new Result.Refused(
                        Result.Kind.CONFLICT,
                        "series " + series.name() + " is not configured as it should be: " + why));
    }

    /** A refusal if none of the wished slots is registered. */
    private static Optional<Result> withoutMiners(Session tx, Wishes wishes) {
        Integer[] subset = wishes.uids() == null ? null : wishes.uids().toArray(Integer[]::new);
        return tx.first(ANY_MINER, (Object) subset).orElseThrow().getBoolean("found")
                ? Optional.empty()
                : Optional.of(new Result.Refused(Result.Kind.CONFLICT, "no registered miner could take part"));
    }

    /** @param nominal the cycle that is asked for; a hindcast forecasts one before it */
    record Request(
            Series series,
            Instant nominal,
            Wishes wishes,
            String validatorHotkey,
            boolean late,
            String actor,
            String reason) {}

    /** Opens a cycle of the past in the transaction of whoever asks; refused while nobody could take part. */
    public static Result openPast(
            Session tx, Series series, Instant cycle, Wishes wishes, String hotkey, String actor, String reason) {
        Request request = new Request(series, cycle, wishes, hotkey, false, actor, reason);
        return withoutMiners(tx, wishes).orElseGet(() -> open(tx, request));
    }

    static Result open(Session tx, Request request) {
        Series series = request.series();
        Optional<Result> contradiction = contradiction(series);
        if (contradiction.isPresent()) {
            return contradiction.get();
        }
        OffsetDateTime cycle = series.cycle(request.nominal()).atOffset(ZoneOffset.UTC);
        boolean shifted = series.hindcast().shifts();
        String stamp = CYCLE.format(cycle);
        boolean past = series.hindsight() || series.config().getBoolean("test_mode");
        Optional<Row> inserted = tx.first(
                INSERT_RUN,
                series.name(),
                cycle,
                "forecast_" + stamp + "_to_" + stamp,
                past ? "hindcast" : "10day",
                request.validatorHotkey(),
                series.config(),
                SCORING_VERSION,
                request.late(),
                series.hindsight(),
                shifted ? request.nominal().atOffset(ZoneOffset.UTC) : null,
                shifted ? Math.toIntExact(series.hindcast().shift().toHours()) : null);
        if (inserted.isPresent()) {
            int id = inserted.get().getInteger("id");
            String trace = trace(request, id).toString();
            tx.update(TRACE, id, trace);
            tx.update(OUTCOME, OutcomeKind.RUN_OPENED.word(), id, opened(request, cycle), request.actor());
            hold(tx, id, request);
            enqueue(tx, id, request, trace);
            return new Result.Opened(id);
        }
        Optional<Row> live = tx.first(LIVE_RUN, series.name(), cycle);
        if (live.isEmpty()) {
            return new Result.Refused(Result.Kind.CONFLICT, "the run of this cycle has just ended; ask again");
        }
        int id = live.get().getInteger("id");
        RunStatus status = RunStatus.of(live.get().getString("status"));
        boolean joinable = status.rank() <= RunStatus.AWAITING_INFERENCE_RESULTS.rank();
        if (joinable && !joins(tx, id, request)) {
            return new Result.Refused(
                    Result.Kind.CONFLICT, "miners are joining run " + id + " at this moment; ask again");
        }
        if (status.terminal() && !request.wishes().held().isEmpty()) {
            return new Result.Refused(
                    Result.Kind.CONFLICT, "run " + id + " is " + status.word() + ": nothing of it can be held back");
        }
        hold(tx, id, request);
        return new Result.Live(id);
    }

    private static void hold(Session tx, int runId, Request request) {
        for (JobType stage : request.wishes().held()) {
            Hold hold = Hold.untilLifted(HoldTarget.ofRun(stage, runId), request.reason(), request.actor());
            tx.update(PostgresJobHolds.HOLD, PostgresJobHolds.holdValues(hold));
        }
    }

    private static TraceParent trace(Request request, int runId) {
        TraceParent own = TraceParent.about(
                request.validatorHotkey() + " " + request.series().name() + " " + request.nominal() + " " + runId);
        TraceParent parent = request.wishes().parent();
        return parent == null ? own : new TraceParent(parent.traceId(), own.spanId(), parent.flags());
    }

    /** A repeated orchestration adds the miners that are missing; false if one is at work that knows nothing of these. */
    private static boolean joins(Session tx, int runId, Request request) {
        JsonArray uids = request.wishes().uids() == null
                ? null
                : new JsonArray(request.wishes().uids());
        return enqueue(tx, runId, request, traceOf(tx, runId))
                || tx.update(JOIN, runId, uids) > 0
                || tx.first(COVERED, runId, uids).orElseThrow().getBoolean("covered");
    }

    private static String traceOf(Session tx, int runId) {
        return tx.first("SELECT trace_context FROM weather_forecast_runs WHERE id = $1", runId)
                .orElseThrow()
                .getString("trace_context");
    }

    private static JsonObject opened(Request request, OffsetDateTime cycle) {
        JsonArray held = new JsonArray();
        request.wishes().held().forEach(type -> held.add(type.word()));
        return new JsonObject()
                .put("held", held)
                .put("series", request.series().name())
                .put("cycle", cycle.toInstant().toString())
                .put("nominal_cycle", request.nominal().toString())
                .put("run_config", request.series().config())
                .put("validator_hotkey", request.validatorHotkey())
                .put("late", request.late())
                .put("reason", request.reason());
    }

    /** False if the run's orchestration is unfinished already. */
    private static boolean enqueue(Session tx, int runId, Request request, String trace) {
        JsonObject payload = new JsonObject().put("validator_hotkey", request.validatorHotkey());
        if (request.wishes().uids() != null) {
            payload.put("uids", new JsonArray(request.wishes().uids()));
        }
        NewJob job = NewJob.ofRun(JobType.ORCHESTRATE, runId, payload).withTrace(trace);
        return tx.first(JobSql.ENQUEUE, PostgresJobQueue.enqueueValues(job)).isPresent();
    }
}
