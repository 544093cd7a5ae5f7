package fairweather.orchestrator.fold.postgres;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.orchestrator.fold.Response;
import fairweather.orchestrator.machine.Ended;
import fairweather.orchestrator.machine.Hosting;
import fairweather.orchestrator.machine.Lead;
import fairweather.orchestrator.machine.Progress;
import fairweather.orchestrator.machine.ResponseState;
import fairweather.orchestrator.machine.Scores;
import fairweather.orchestrator.machine.Timings;
import fairweather.orchestrator.machine.Verification;
import fairweather.response.ResponseStatus;
import fairweather.run.RunConfig;
import fairweather.step.StepSql;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The folded state of a response as its two rows hold it. */
final class ResponseRow {
    private ResponseRow() {}

    static Response read(Row row) {
        return new Response(
                row.getInteger("id"),
                row.getInteger("run_id"),
                row.getInteger("miner_uid"),
                row.getString("miner_hotkey"),
                row.getString("parked_reason"),
                state(row));
    }

    private static ResponseState state(Row row) {
        return new ResponseState(
                ResponseStatus.of(row.getString("status")),
                row.getString("job_id"),
                new Timings(
                        instant(row, "job_accepted_at"),
                        instant(row, "inference_started_at"),
                        instant(row, "last_polled_time"),
                        instant(row, "inference_completed_at"),
                        instant(row, "day1_scoring_completed_at"),
                        instant(row, "era5_scoring_completed_at")),
                new Verification(
                        Verification.State.valueOf(
                                row.getString("verification_state").toUpperCase(Locale.ROOT)),
                        code(row.getString("verification_code")),
                        instant(row, "verification_at"),
                        row.getString("manifest_hash")),
                new Scores(row.getDouble("forecast_score_initial"), leads(row)),
                ended(row),
                progress(row),
                new Hosting(row.getString("hosting_status"), row.getLong("hosting_latency_ms")));
    }

    private static Ended ended(Row row) {
        String stage = row.getString("failed_stage");
        if (stage == null) {
            return null;
        }
        return new Ended(stage, Failure.of(code(row.getString("failure_code")), row.getString("error_message")));
    }

    private static Progress progress(Row row) {
        JsonObject error = row.getJsonObject("forecast_error_msg");
        Failure failure = error == null ? null : Failure.of(code(error.getString("code")), error.getString("message"));
        return new Progress(
                row.getString("current_forecast_stage"),
                row.getString("current_forecast_status"),
                failure,
                row.getInteger("retries_remaining"),
                instant(row, "next_scheduled_retry"));
    }

    private static SortedMap<Integer, Lead> leads(Row row) {
        SortedMap<Integer, Lead> leads = new TreeMap<>();
        for (Map.Entry<String, Object> entry : row.getJsonObject("era5_leads")) {
            JsonObject lead = (JsonObject) entry.getValue();
            leads.put(
                    Integer.valueOf(entry.getKey()),
                    switch (lead.getString("end")) {
                        case "scored" -> new Lead.Scored(lead.getDouble("score"), lead.getInteger("components"));
                        case "failed" -> new Lead.Failed(code(lead.getString("code")));
                        case "lost" -> new Lead.Lost(code(lead.getString("code")));
                        default -> new Lead.Unavailable();
                    });
        }
        return leads;
    }

    private static JsonObject json(SortedMap<Integer, Lead> leads) {
        JsonObject json = new JsonObject();
        leads.forEach((hours, lead) -> json.put(
                hours.toString(),
                switch (lead) {
                    case Lead.Scored scored ->
                        new JsonObject()
                                .put("end", "scored")
                                .put("score", scored.score())
                                .put("components", scored.components());
                    case Lead.Failed failed ->
                        new JsonObject()
                                .put("end", "failed")
                                .put("code", failed.code().name());
                    case Lead.Lost lost ->
                        new JsonObject()
                                .put("end", "lost")
                                .put("code", lost.code().name());
                    case Lead.Unavailable unavailable -> new JsonObject().put("end", "truth_unavailable");
                }));
        return json;
    }

    /** The parameters of the statement that saves the response. */
    static Tuple values(Response key, ResponseState state, Instant at) {
        Timings timings = state.timings();
        Verification verification = state.verification();
        Failure failure = state.ended() == null ? null : state.ended().failure();
        return tuple(
                key.id(),
                state.status().word(),
                state.jobId(),
                time(timings.accepted()),
                time(timings.inferenceStarted()),
                time(timings.lastPolled()),
                time(timings.inferenceCompleted()),
                verification.state().word(),
                verification.code() == null ? null : verification.code().name(),
                time(verification.at()),
                verification.manifestHash(),
                time(timings.day1()),
                time(timings.era5()),
                timings.pipelineSeconds(),
                state.ended() == null ? null : state.ended().stage(),
                failure == null ? null : failure.category().word(),
                failure == null ? null : failure.code().name(),
                message(state),
                time(at));
    }

    /** Why it ended, or what keeps it from being frozen. */
    private static String message(ResponseState state) {
        boolean beforeDay1 = state.status().rank() <= ResponseStatus.FORECAST_READY.rank();
        Failure failure = state.ended() != null
                ? state.ended().failure()
                : beforeDay1 ? state.progress().failure() : null;
        return failure == null ? null : failure.message();
    }

    /** The parameters of the statement that saves its statistics. */
    static Tuple statistics(Response key, ResponseState state, RunConfig config) {
        Progress progress = state.progress();
        Failure trouble = progress.failure();
        Scores scores = state.scores();
        int leads = config.era5LeadHours().size();
        Tuple values = tuple(
                key.runId(),
                key.uid(),
                state.forecastStatus(),
                progress.stage(),
                progress.status(),
                trouble == null ? null : trouble.message(),
                trouble == null ? null : StepSql.error(trouble),
                progress.retriesRemaining(),
                time(progress.nextRetry()),
                scores.day1(),
                json(scores.leads()),
                state.combined(leads),
                state.completeness(leads),
                state.overall(leads),
                state.timings().inferenceSeconds(),
                state.hosting().status(),
                state.hosting().latencyMs());
        RunConfig.LEAD_COLUMNS.forEach(lead -> values.addValue(scores.leadScore(lead)));
        return values;
    }

    private static Tuple tuple(Object... values) {
        Tuple tuple = Tuple.tuple();
        for (Object value : values) {
            tuple.addValue(value);
        }
        return tuple;
    }

    private static Code code(String name) {
        return name == null ? null : Code.valueOf(name);
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
