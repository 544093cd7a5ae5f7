package fairweather.scoring.task;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.failure.Sanitiser;
import fairweather.job.Due;
import fairweather.job.Report;
import fairweather.job.TaskContext;
import fairweather.job.TaskResult;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.scoring.input.ComponentInputs;
import fairweather.scoring.input.InputRequest;
import fairweather.scoring.input.LeadInputs;
import fairweather.scoring.input.ReferenceFields;
import fairweather.scoring.store.JobLog;
import fairweather.scoring.store.LeadStore;
import fairweather.scoring.store.ProvenanceJson;
import fairweather.scoring.store.Run;
import fairweather.scoring.store.RunStore;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes what Day 1 is scored against available: analysis, GFS forecast and climatology at every Day-1 lead. What is not
 * there yet is waited for until the horizon; what will never come leaves that lead out of Day 1 for everybody and is
 * written down. When that is told, the run goes on, and the job saves what the cycle forecast for the later leads.
 */
public final class SeedTask extends ScoringTask {
    /** How long after the run was opened its cycle is waited for. */
    static final Duration HORIZON = Duration.ofHours(12);

    /** When an operator is told that it is late. */
    static final Duration LATE = Duration.ofHours(6);

    private final RunStore runs;
    private final LeadStore steps;
    private final ReferenceFields fields;
    private final LongLeads longLeads;

    public SeedTask(RunStore runs, LeadStore steps, ReferenceFields fields) {
        this.runs = runs;
        this.steps = steps;
        this.fields = fields;
        this.longLeads = new LongLeads(runs, steps, fields);
    }

    @Override
    TaskResult work(TaskContext context) {
        Run run = runs.run(context.job());
        run.requireOurRules();
        return steps.succeeded(run, StepKey.DOWNLOAD_GFS) ? longLeads.save(context.job(), run) : download(context, run);
    }

    private TaskResult download(TaskContext context, Run run) {
        long start = System.nanoTime();
        report(context, Report.of(StepEvent.started(StepKey.DOWNLOAD_GFS)));
        JsonObject leads = new JsonObject();
        JsonObject unavailable = new JsonObject();
        List<LeadInputs.NotYet> notYet = new ArrayList<>();
        for (int lead : run.config().day1LeadHours()) {
            switch (fields.find(InputRequest.day1(run, lead))) {
                case LeadInputs.Complete complete -> leads.put(String.valueOf(lead), files(complete));
                case LeadInputs.Gone gone -> unavailable.put(String.valueOf(lead), Sanitiser.clean(gone.why()));
                case LeadInputs.NotYet waiting -> notYet.add(waiting);
                case LeadInputs.Broken broken -> {
                    return broken(context, broken.why(), millisSince(start));
                }
            }
        }
        if (!notYet.isEmpty()) {
            return waiting(context, run, notYet.getFirst());
        }
        JsonObject sources = new JsonObject()
                .put("source", run.config().referenceSource())
                .put("cycle", run.initTime().toString())
                .put("day1_leads", new JsonArray(run.config().day1LeadHours()))
                .put("day1_fields", leads)
                .put("day1_unavailable", unavailable)
                .put("substitutions", substitutions(run));
        Report report = climatologyIsCached(leads)
                .and(StepEvent.succeeded(StepKey.DOWNLOAD_GFS, millisSince(start), null))
                .and(new OutcomeDraft(OutcomeKind.SEED_READY, new JsonObject().put("input_sources", sources)));
        return LongLeads.goOn(report);
    }

    /** From now on every worker of this machine reads the climatology of Day 1 from the cache. */
    private static Report climatologyIsCached(JsonObject leads) {
        return leads.isEmpty()
                ? Report.NOTHING
                : Report.of(StepEvent.succeeded(
                        StepKey.CLIM_CACHE,
                        null,
                        new JsonObject().put("leads", new JsonArray(List.copyOf(leads.fieldNames())))));
    }

    private TaskResult waiting(TaskContext context, Run run, LeadInputs.NotYet waiting) {
        if (runs.olderThan(run, HORIZON)) {
            Failure failure = Failure.of(
                    Code.REFERENCE_NOT_READY, "given up after " + HORIZON.toHours() + " hours: " + waiting.why());
            return new TaskResult.GivenUp(failure, StepKey.DOWNLOAD_GFS, null, Report.NOTHING);
        }
        Failure failure = Failure.of(Code.REFERENCE_NOT_READY, waiting.why());
        Instant next = runs.instantAfter(run.wait(run.dataWait(), waiting.askAgain()));
        Report alert = runs.olderThan(run, LATE) ? late(context) : Report.NOTHING;
        Report report = alert.and(Waiting.step(StepKey.DOWNLOAD_GFS, failure, next));
        return new TaskResult.Deferred(Due.at(next), failure.message(), null, report);
    }

    private static Report late(TaskContext context) {
        String message = "reference data: the cycle has been waited for more than " + LATE.toHours()
                + " hours; the run fails after " + HORIZON.toHours();
        return Report.NOTHING.and(JobLog.errorOnce(context.job(), message));
    }

    private static TaskResult broken(TaskContext context, String why, long latency) {
        Failure failure = Failure.of(Code.VALIDATOR_INTERNAL, why);
        Report report = Report.NOTHING.and(JobLog.error(context.job(), "reference data: " + why));
        return new TaskResult.Failed(failure, StepKey.DOWNLOAD_GFS, latency, report);
    }

    private static JsonObject files(LeadInputs.Complete complete) {
        JsonObject files = new JsonObject();
        for (ComponentInputs component : complete.components()) {
            files.put(component.name(), component.sources());
        }
        return files;
    }

    private JsonArray substitutions(Run run) {
        JsonArray array = new JsonArray();
        fields.substitutions(run.config().referenceSource())
                .forEach(substitution -> array.add(ProvenanceJson.of(substitution)));
        return array;
    }
}
