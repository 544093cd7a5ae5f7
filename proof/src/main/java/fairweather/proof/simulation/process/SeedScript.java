package fairweather.proof.simulation.process;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Due;
import fairweather.job.Report;
import fairweather.job.TaskResult;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.proof.simulation.time.Dice;
import fairweather.proof.simulation.world.Truths;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** {@code weather.seed}: until the run can go on, and then for some of the later leads, one an attempt. */
final class SeedScript implements Script {
    private static final int DATA_WAIT = 300;
    private static final String SAVED = "saved";
    private static final List<Integer> LATER_LEADS = List.of(24, 120, 240);

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
            if (saved(attempt) == null) {
                attempt.tell(Report.of(StepEvent.started(StepKey.DOWNLOAD_GFS)));
            }
            return new Step.Go(dice.between(5_000, 120_000));
        }
        return saved(attempt) == null ? download(attempt) : save(attempt, saved(attempt));
    }

    private Step download(Attempt attempt) {
        Subject subject = Subject.of(attempt);
        if (!truths.reference(subject.run().initTime(), attempt.store().now())) {
            return waiting(attempt, StepKey.DOWNLOAD_GFS);
        }
        JsonObject sources =
                new JsonObject().put("source", subject.run().config().referenceSource());
        return goOn(
                attempt,
                0,
                Report.of(StepEvent.succeeded(StepKey.DOWNLOAD_GFS, 1L, null))
                        .and(new OutcomeDraft(OutcomeKind.SEED_READY, new JsonObject().put("input_sources", sources))));
    }

    private Step save(Attempt attempt, int saved) {
        StepKey lead = StepKey.saveReference(LATER_LEADS.get(saved));
        if (dice.between(0, 3) == 0) {
            return waiting(attempt, lead);
        }
        Report report = Report.of(StepEvent.succeeded(lead, 1L, null));
        return saved + 1 < LATER_LEADS.size()
                ? goOn(attempt, saved + 1, report)
                : new Step.Return(TaskResult.succeeded(report), 5);
    }

    /** How many later leads are saved; null before the run could go on. */
    private static Integer saved(Attempt attempt) {
        return attempt.job().payload().getInteger(SAVED);
    }

    private static Step goOn(Attempt attempt, int saved, Report report) {
        JsonObject payload = attempt.job().payload().copy().put(SAVED, saved);
        return new Step.Return(new TaskResult.Deferred(Due.now(), "later leads", payload, report), 5);
    }

    private static Step waiting(Attempt attempt, StepKey step) {
        Failure why = Failure.of(Code.REFERENCE_NOT_READY, "not there yet");
        return Subject.waiting(step, why, attempt.store().now().plusSeconds(DATA_WAIT), 5);
    }
}
