package fairweather.scoring.task;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.failure.FailureException;
import fairweather.failure.Sanitiser;
import fairweather.job.Due;
import fairweather.job.Job;
import fairweather.job.Report;
import fairweather.job.TaskContext;
import fairweather.job.TaskResult;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.reference.FieldKey;
import fairweather.retry.RetryDecision;
import fairweather.scoring.input.ComponentInputs;
import fairweather.scoring.input.InputRequest;
import fairweather.scoring.input.LeadInputs;
import fairweather.scoring.input.ReferenceFields;
import fairweather.scoring.store.JobLog;
import fairweather.scoring.store.Run;
import fairweather.scoring.store.RunStore;
import fairweather.scoring.store.TruthStore;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Keeps whether the truth of one valid time exists, for all runs of a source: one job per valid time that defers itself
 * until the truth is there, is known never to come, or is given up.
 */
public final class TruthTask extends ScoringTask {
    /** How long a truth that could exist may be away before an operator is told. */
    private static final Duration LATE = Duration.ofDays(3);

    private final RunStore runs;
    private final TruthStore truths;
    private final ReferenceFields fields;
    private final Consumer<Duration> lags;

    /** @param lags is told how long after its valid time a truth was there */
    public TruthTask(RunStore runs, TruthStore truths, ReferenceFields fields, Consumer<Duration> lags) {
        this.runs = runs;
        this.truths = truths;
        this.fields = fields;
        this.lags = lags;
    }

    @Override
    TaskResult work(TaskContext context) {
        long start = System.nanoTime();
        Run run = runs.run(context.job());
        run.requireOurRules();
        Look look = Look.of(context.job(), run);
        return switch (fields.find(InputRequest.era5(run, look.leadHours()))) {
            case LeadInputs.Complete complete -> {
                lags.accept(truths.age(look.validTime()));
                yield look.ready(complete, millisSince(start));
            }
            case LeadInputs.Gone gone -> look.gone(gone.why());
            case LeadInputs.NotYet waiting -> notYet(context, run, look, waiting, Report.NOTHING);
            case LeadInputs.Broken broken -> broken(context, run, look, broken.why());
        };
    }

    private TaskResult notYet(TaskContext context, Run run, Look look, LeadInputs.NotYet waiting, Report alert) {
        if (truths.past(look.giveUpAt())) {
            return look.gone("given up after waiting: " + waiting.why());
        }
        Duration wait = run.wait(run.config().era5Check(), waiting.askAgain());
        return look.waiting(runs.instantAfter(wait), waiting.why(), alert.and(lateness(context, run, look)));
    }

    /** An operator is told once of a truth that is late, while there is time to look for it elsewhere. */
    private Report lateness(TaskContext context, Run run, Look look) {
        Instant waitedSince = look.giveUpAt().minus(run.config().era5GiveUp());
        if (!truths.past(waitedSince.plus(LATE))) {
            return Report.NOTHING;
        }
        String message = "reference data: the truth of " + FieldKey.spoken(look.validTime())
                + " has been waited for more than " + LATE.toDays() + " days";
        return Report.NOTHING.and(JobLog.errorOnce(context.job(), message));
    }

    /** An operator is told each time. When the retries are spent it goes on looking, until the truth is given up. */
    private TaskResult broken(TaskContext context, Run run, Look look, String why) {
        Report alert = Report.NOTHING.and(JobLog.error(context.job(), "reference data: " + why));
        StepKey step = StepKey.loadTruth(look.leadHours());
        if (retry(context, step, Code.VALIDATOR_INTERNAL) instanceof RetryDecision.Again) {
            return new TaskResult.Failed(Failure.of(Code.VALIDATOR_INTERNAL, why), step, null, alert);
        }
        return notYet(context, run, look, new LeadInputs.NotYet(why), alert);
    }

    /** What one job looks for. */
    private record Look(String source, Instant validTime, int leadHours, Instant giveUpAt) {

        static Look of(Job job, Run run) {
            JsonObject payload = job.payload();
            Look look = new Look(
                    payload.getString("source"),
                    payload.getInstant("valid_time"),
                    payload.getInteger("lead_hours"),
                    payload.getInstant("give_up_at"));
            boolean ofThisRun = job.runId().equals(payload.getInteger("run_id"))
                    && run.config().referenceSource().equals(look.source())
                    && run.validTime(look.leadHours()).equals(look.validTime());
            if (!ofThisRun) {
                throw new FailureException(Code.ISOLATION, "the job's truth is none of the run " + job.runId());
            }
            return look;
        }

        TaskResult ready(LeadInputs.Complete complete, long latencyMillis) {
            JsonObject checksums = new JsonObject();
            for (ComponentInputs component : complete.components()) {
                checksums.put(
                        component.name(),
                        new JsonObject()
                                .put("truth", component.truth().sha256())
                                .put("climatology", component.climatology().sha256()));
            }
            return TaskResult.succeeded(Report.NOTHING
                    .and(TruthStore.ready(source, validTime, checksums))
                    .and(outcome(OutcomeKind.TRUTH_READY, "latency_ms", latencyMillis)));
        }

        TaskResult gone(String why) {
            String reason = Sanitiser.clean(why);
            return TaskResult.succeeded(Report.NOTHING
                    .and(TruthStore.gone(source, validTime, reason))
                    .and(outcome(OutcomeKind.TRUTH_GONE, "reason", reason)));
        }

        TaskResult waiting(Instant nextCheck, String why, Report alert) {
            String reason = Sanitiser.clean(why);
            Report report = alert.and(TruthStore.notYet(source, validTime, nextCheck, reason))
                    .and(outcome(OutcomeKind.TRUTH_WAITING, "next_check_at", nextCheck.toString()));
            return new TaskResult.Deferred(Due.at(nextCheck), reason, null, report);
        }

        private OutcomeDraft outcome(OutcomeKind kind, String name, Object value) {
            JsonObject data = new JsonObject()
                    .put("source", source)
                    .put("valid_time", validTime.toString())
                    .put(name, value);
            return new OutcomeDraft(kind, data);
        }
    }
}
