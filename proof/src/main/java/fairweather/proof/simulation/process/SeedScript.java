package fairweather.proof.simulation.process;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Report;
import fairweather.job.TaskResult;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.proof.simulation.time.Dice;
import fairweather.proof.simulation.world.Truths;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonObject;

/** {@code weather.seed}. */
final class SeedScript implements Script {
    private static final int DATA_WAIT = 300;

    private final Truths truths;
    private final Dice dice;
    private boolean begun;

    SeedScript(Truths truths, Dice dice) {
        this.truths = truths;
        this.dice = dice;
    }

    @Override
    public Step next(Attempt attempt) {
        if (!begun) {
            begun = true;
            attempt.tell(Report.of(StepEvent.started(StepKey.DOWNLOAD_GFS)));
            return new Step.Go(dice.between(5_000, 120_000));
        }
        Subject subject = Subject.of(attempt);
        if (!truths.reference(subject.run().initTime(), attempt.store().now())) {
            Failure why = Failure.of(Code.REFERENCE_NOT_READY, "not there yet");
            return Subject.waiting(
                    StepKey.DOWNLOAD_GFS, why, attempt.store().now().plusSeconds(DATA_WAIT), 5);
        }
        JsonObject sources =
                new JsonObject().put("source", subject.run().config().referenceSource());
        return new Step.Return(
                TaskResult.succeeded(Report.of(StepEvent.succeeded(StepKey.DOWNLOAD_GFS, 1L, null))
                        .and(new OutcomeDraft(OutcomeKind.SEED_READY, new JsonObject().put("input_sources", sources)))),
                5);
    }
}
