package fairweather.scoring.task;

import fairweather.database.DatabaseTrouble;
import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.failure.FailureException;
import fairweather.job.LeaseLostException;
import fairweather.job.Report;
import fairweather.job.TaskContext;
import fairweather.job.TaskResult;
import fairweather.job.Write;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.scoring.component.Day1Result;
import fairweather.scoring.component.Scorer;
import fairweather.scoring.component.Subject;
import fairweather.scoring.forecast.Forecast;
import fairweather.scoring.forecast.FrozenForecasts;
import fairweather.scoring.forecast.GatewayTrouble;
import fairweather.scoring.forecast.Measured;
import fairweather.scoring.forecast.MemoryRefused;
import fairweather.scoring.input.InputRequest;
import fairweather.scoring.input.LeadInputs;
import fairweather.scoring.input.ReferenceFields;
import fairweather.scoring.store.EvidenceStore;
import fairweather.scoring.store.JobLog;
import fairweather.scoring.store.LeadStore;
import fairweather.scoring.store.Response;
import fairweather.scoring.store.Run;
import fairweather.scoring.store.RunStore;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Scores Day 1 of one response against the GFS analysis. A lead that the seed found unavailable is left out for every
 * miner alike; if none is left, Day 1 has no score. Whatever keeps the forecast from being read is accounted to
 * day1/load_inputs.
 */
public final class Day1Task extends ScoringTask {
    private static final Logger LOG = Logger.getLogger(Day1Task.class);

    private final RunStore runs;
    private final LeadStore steps;
    private final ReferenceFields fields;
    private final FrozenForecasts forecasts;
    private final Kinship kinship;

    public Day1Task(
            RunStore runs, LeadStore steps, ReferenceFields fields, FrozenForecasts forecasts, Kinship kinship) {
        this.runs = runs;
        this.steps = steps;
        this.fields = fields;
        this.forecasts = forecasts;
        this.kinship = kinship;
    }

    @Override
    TaskResult work(TaskContext context) {
        Run run = runs.run(context.job());
        Response response = runs.response(context.job());
        run.requireOurRules();
        if (response.status().terminal()) {
            return TaskResult.skipped("the response is " + response.status().word());
        }
        if (steps.succeeded(response, StepKey.DAY1_SCORE)) {
            return TaskResult.skipped("Day 1 is scored");
        }
        return new Execution(context, new Subject(run, response)).result();
    }

    /** One execution of the job. What goes wrong is accounted to the step under way. */
    private final class Execution {
        private final TaskContext context;
        private final Subject subject;
        private final Run run;
        private StepKey step = StepKey.LOAD_INPUTS;
        private long start = System.nanoTime();

        Execution(TaskContext context, Subject subject) {
            this.context = context;
            this.subject = subject;
            this.run = subject.run();
        }

        TaskResult result() {
            report(context, Report.of(StepEvent.started(step)).and(OutcomeDraft.of(OutcomeKind.DAY1_STARTED)));
            try {
                return load();
            } catch (GatewayTrouble ours) {
                Failure failure = Failure.of(Code.VALIDATOR_INTERNAL, ours.getMessage());
                return Waiting.until(runs.instantAfter(Waiting.FOR_GATEWAY), step, failure);
            } catch (MemoryRefused full) {
                return Waiting.forMemory(runs.instantAfter(TaskResult.UNTIL_MEMORY), step);
            } catch (FailureException failed) {
                return failed(failed.failure(), EvidenceStore.found(subject.response(), failed));
            } catch (LeaseLostException lost) {
                throw lost;
            } catch (RuntimeException unexpected) {
                if (DatabaseTrouble.passes(unexpected)) {
                    throw unexpected;
                }
                LOG.errorf(
                        unexpected,
                        "job_id=%d job_type=%s run_id=%d uid=%d: unexpected failure",
                        context.job().lease().jobId(),
                        context.job().type().word(),
                        run.id(),
                        subject.response().uid());
                String what = unexpected.getClass().getSimpleName() + ": " + unexpected.getMessage();
                return failed(Failure.of(Code.VALIDATOR_INTERNAL, what), Report.NOTHING);
            }
        }

        private TaskResult load() {
            SortedMap<Integer, LeadInputs.Complete> inputs = new TreeMap<>();
            SortedMap<Integer, String> unavailable = new TreeMap<>(seededAsUnavailable(run));
            for (int lead : run.config().day1LeadHours()) {
                if (unavailable.containsKey(lead)) {
                    continue;
                }
                switch (fields.find(InputRequest.day1(run, lead))) {
                    case LeadInputs.Complete complete -> inputs.put(lead, complete);
                    case LeadInputs.NotYet waiting -> {
                        return missing(waiting);
                    }
                    case LeadInputs.Gone gone -> {
                        return missing(new LeadInputs.NotYet(gone.why()));
                    }
                    case LeadInputs.Broken broken -> {
                        return broken(broken.why());
                    }
                }
            }
            SortedMap<Integer, List<Measured>> measured = measured(inputs);
            report(
                    context,
                    kinship.known(subject, measured)
                            .and(StepEvent.succeeded(StepKey.LOAD_INPUTS, millisSince(start), null))
                            .and(StepEvent.started(StepKey.DAY1_SCORE)));
            step = StepKey.DAY1_SCORE;
            start = System.nanoTime();
            return score(measured, unavailable);
        }

        private SortedMap<Integer, List<Measured>> measured(SortedMap<Integer, LeadInputs.Complete> inputs) {
            try (Forecast forecast = forecasts.open(
                    subject.response().id(),
                    context.job().traceContext(),
                    run.initTime(),
                    context.memory(),
                    () -> requireLease(context))) {
                forecast.requireAnyVariable(run.config(), inputs.values());
                return forecast.measure(inputs, failure -> spent(context, StepKey.LOAD_INPUTS, failure));
            }
        }

        private TaskResult score(SortedMap<Integer, List<Measured>> measured, Map<Integer, String> unavailable) {
            Day1Result result = Scorer.of(run).day1(subject, measured, unavailable);
            Report report = Report.of(StepEvent.succeeded(StepKey.DAY1_SCORE, millisSince(start), null))
                    .and(new OutcomeDraft(OutcomeKind.DAY1_SCORED, new JsonObject().put("score", result.score())));
            for (Write write : result.writes()) {
                report = report.and(write);
            }
            return TaskResult.succeeded(report.and(kinship.pairs(subject.response())));
        }

        /** The seed had every field of the lead; that this process cannot get one is nobody's fault. */
        private TaskResult missing(LeadInputs.NotYet waiting) {
            Failure failure = Failure.of(Code.REFERENCE_NOT_READY, waiting.why());
            Duration wait = run.wait(run.dataWait(), waiting.askAgain());
            return Waiting.until(runs.instantAfter(wait), step, failure);
        }

        private TaskResult broken(String why) {
            Report alert = Report.NOTHING.and(JobLog.error(context.job(), "reference data: " + why));
            return failed(Failure.of(Code.VALIDATOR_INTERNAL, why), alert);
        }

        private TaskResult failed(Failure failure, Report report) {
            return new TaskResult.Failed(failure, step, millisSince(start), report);
        }
    }

    private static Map<Integer, String> seededAsUnavailable(Run run) {
        SortedMap<Integer, String> leads = new TreeMap<>();
        JsonObject sources = run.inputSources();
        if (sources != null && sources.getJsonObject("day1_unavailable") != null) {
            JsonObject reasons = sources.getJsonObject("day1_unavailable");
            reasons.fieldNames().forEach(lead -> leads.put(Integer.valueOf(lead), reasons.getString(lead)));
        }
        return leads;
    }
}
