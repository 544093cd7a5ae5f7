package fairweather.scoring.task;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.failure.Sanitiser;
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
import fairweather.scoring.store.ProvenanceJson;
import fairweather.scoring.store.Run;
import fairweather.scoring.store.RunStore;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes what Day 1 is scored against available: analysis, GFS forecast and climatology at every Day-1 lead. What is not
 * there yet is waited for; what will never come leaves that lead out of Day 1 for everybody and is written down.
 */
public final class SeedTask extends ScoringTask {
    private final RunStore runs;
    private final ReferenceFields fields;

    public SeedTask(RunStore runs, ReferenceFields fields) {
        this.runs = runs;
        this.fields = fields;
    }

    @Override
    TaskResult work(TaskContext context) {
        long start = System.nanoTime();
        Run run = runs.run(context.job());
        run.requireOurRules();
        report(context, Report.of(StepEvent.started(StepKey.DOWNLOAD_GFS)));

        JsonObject leads = new JsonObject();
        JsonObject unavailable = new JsonObject();
        List<String> notYet = new ArrayList<>();
        for (int lead : run.config().day1LeadHours()) {
            switch (fields.find(InputRequest.day1(run, lead))) {
                case LeadInputs.Complete complete -> leads.put(String.valueOf(lead), files(complete));
                case LeadInputs.Gone gone -> unavailable.put(String.valueOf(lead), Sanitiser.clean(gone.why()));
                case LeadInputs.NotYet waiting -> notYet.add(waiting.why());
                case LeadInputs.Broken broken -> {
                    return broken(context, broken.why(), millisSince(start));
                }
            }
        }
        if (!notYet.isEmpty()) {
            return waiting(run, notYet.getFirst());
        }
        JsonObject sources = new JsonObject()
                .put("source", run.config().referenceSource())
                .put("cycle", run.initTime().toString())
                .put("day1_leads", new JsonArray(run.config().day1LeadHours()))
                .put("day1_fields", leads)
                .put("day1_unavailable", unavailable)
                .put("substitutions", substitutions(run));
        return TaskResult.succeeded(Report.of(StepEvent.succeeded(StepKey.DOWNLOAD_GFS, millisSince(start), null))
                .and(new OutcomeDraft(OutcomeKind.SEED_READY, new JsonObject().put("input_sources", sources))));
    }

    private TaskResult waiting(Run run, String why) {
        Failure failure = Failure.of(Code.REFERENCE_NOT_READY, why);
        return Waiting.until(runs.instantAfter(run.dataWait()), StepKey.DOWNLOAD_GFS, failure);
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
