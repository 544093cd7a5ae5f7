package fairweather.proof.simulation.process;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Due;
import fairweather.job.Report;
import fairweather.job.TaskResult;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.proof.simulation.store.Rows;
import fairweather.proof.simulation.store.TruthRow;
import fairweather.proof.simulation.time.Dice;
import fairweather.proof.simulation.world.Truths;
import fairweather.retry.RetryDecision;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** {@code weather.era5_truth}. */
final class TruthScript implements Script {
    private final Truths truths;
    private final Dice dice;
    private boolean begun;

    TruthScript(Truths truths, Dice dice) {
        this.truths = truths;
        this.dice = dice;
    }

    @Override
    public Step next(Attempt attempt) {
        if (!begun) {
            begun = true;
            return new Step.Go(dice.between(1_000, 45_000));
        }
        JsonObject payload = attempt.job().payload();
        Instant validTime = payload.getInstant("valid_time");
        Instant now = attempt.store().now();
        return switch (truths.of(validTime, now)) {
            case READY -> decided(payload, new TruthRow("ready", null, null), OutcomeKind.TRUTH_READY);
            case GONE -> gone(attempt, payload, "it will not come");
            case NOT_YET -> notYet(attempt, payload);
            case BROKEN -> broken(attempt, payload);
        };
    }

    private static Step decided(JsonObject payload, TruthRow row, OutcomeKind kind) {
        JsonObject data = data(payload);
        if (row.ready()) {
            data.put("latency_ms", 5);
        } else {
            data.put("reason", row.reason());
        }
        return new Step.Return(
                TaskResult.succeeded(Report.NOTHING
                        .and(Rows.truth(payload.getInstant("valid_time"), row))
                        .and(new OutcomeDraft(kind, data))),
                5);
    }

    private static Step gone(Attempt attempt, JsonObject payload, String why) {
        attempt.count(Mishap.TRUTH_MISSING);
        return decided(payload, new TruthRow("gone", null, why), OutcomeKind.TRUTH_GONE);
    }

    private static Step notYet(Attempt attempt, JsonObject payload) {
        Instant now = attempt.store().now();
        if (!now.isBefore(payload.getInstant("give_up_at"))) {
            return gone(attempt, payload, "given up after waiting");
        }
        attempt.count(Mishap.TRUTH_LATE);
        Instant next = now.plus(Subject.of(attempt).run().config().era5Check());
        Report report = Report.NOTHING
                .and(Rows.truth(payload.getInstant("valid_time"), new TruthRow("not_yet", next, "not there yet")))
                .and(new OutcomeDraft(OutcomeKind.TRUTH_WAITING, data(payload).put("next_check_at", next.toString())));
        return new Step.Return(new TaskResult.Deferred(Due.at(next), "not there yet", null, report), 5);
    }

    private static Step broken(Attempt attempt, JsonObject payload) {
        StepKey step = StepKey.loadTruth(payload.getInteger("lead_hours"));
        if (attempt.decide(step, Code.VALIDATOR_INTERNAL) instanceof RetryDecision.Again) {
            return new Step.Return(
                    TaskResult.failed(Failure.of(Code.VALIDATOR_INTERNAL, "the file cannot be read"), step), 5);
        }
        return notYet(attempt, payload);
    }

    private static JsonObject data(JsonObject payload) {
        return new JsonObject()
                .put("source", payload.getString("source"))
                .put("valid_time", payload.getString("valid_time"));
    }
}
