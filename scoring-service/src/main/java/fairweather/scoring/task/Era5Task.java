package fairweather.scoring.task;

import fairweather.database.DatabaseTrouble;
import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.failure.FailureException;
import fairweather.job.Due;
import fairweather.job.LeaseLostException;
import fairweather.job.Report;
import fairweather.job.TaskContext;
import fairweather.job.TaskResult;
import fairweather.job.Write;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.retry.RetryDecision;
import fairweather.scoring.component.LeadResult;
import fairweather.scoring.component.Scorer;
import fairweather.scoring.component.SketchRow;
import fairweather.scoring.component.Subject;
import fairweather.scoring.forecast.Forecast;
import fairweather.scoring.forecast.FrozenForecasts;
import fairweather.scoring.forecast.GatewayTrouble;
import fairweather.scoring.forecast.Measured;
import fairweather.scoring.forecast.MemoryRefused;
import fairweather.scoring.forecast.ReadingInterrupted;
import fairweather.scoring.input.InputRequest;
import fairweather.scoring.input.LeadInputs;
import fairweather.scoring.input.ReferenceFields;
import fairweather.scoring.store.EvidenceStore;
import fairweather.scoring.store.JobLog;
import fairweather.scoring.store.LeadStore;
import fairweather.scoring.store.LeadTurn;
import fairweather.scoring.store.LeadTurn.Turn;
import fairweather.scoring.store.Response;
import fairweather.scoring.store.Run;
import fairweather.scoring.store.RunStore;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import fairweather.step.StepStatus;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Scores the ERA5 leads of one response as their truth arrives: one job that defers itself. Each execution scores the
 * leads that are due, have a truth and are not decided; leads are independent of one another. A lead that fails gives
 * the slot back at once, so that a slow miner costs one time-out per execution and not one per lead; so does an
 * execution that has lasted as long as one lead may, so that slow leads never add up to the job's deadline. When a lead's
 * retries are spent, it is scored with what can be read, if there is anything. Bytes that are not what was frozen end the
 * job.
 */
public final class Era5Task extends ScoringTask {
    private static final Logger LOG = Logger.getLogger(Era5Task.class);

    private final RunStore runs;
    private final LeadStore leads;
    private final ReferenceFields fields;
    private final FrozenForecasts forecasts;
    private final Kinship kinship;
    private final Consumer<Duration> leadTimes;

    /** @param leadTimes is told how long every scored lead took */
    public Era5Task(
            RunStore runs,
            LeadStore leads,
            ReferenceFields fields,
            FrozenForecasts forecasts,
            Kinship kinship,
            Consumer<Duration> leadTimes) {
        this.runs = runs;
        this.leads = leads;
        this.fields = fields;
        this.forecasts = forecasts;
        this.kinship = kinship;
        this.leadTimes = leadTimes;
    }

    @Override
    TaskResult work(TaskContext context) {
        Run run = runs.run(context.job());
        Response response = runs.response(context.job());
        run.requireOurRules();
        if (response.status().terminal()) {
            return TaskResult.skipped("the response is " + response.status().word());
        }
        try (Execution execution = new Execution(context, new Subject(run, response))) {
            return execution.result();
        }
    }

    /** One execution of the job. */
    private final class Execution implements AutoCloseable {
        private final TaskContext context;
        private final Subject subject;
        private Forecast forecast;
        /** What was read with an earlier lead, since it lies in the same chunks. */
        private final Map<Integer, List<Measured>> ahead = new HashMap<>();

        private boolean readTogether = true;

        /** How the last lead ended: told with what follows it, at the latest with the job's own end. */
        private Report untold = Report.NOTHING;

        private LeadTurn last;

        Execution(TaskContext context, Subject subject) {
            this.context = context;
            this.subject = subject;
        }

        TaskResult result() {
            long start = System.nanoTime();
            List<Integer> due = leads.turns(subject.run(), subject.response()).stream()
                    .filter(turn -> turn.turn() == Turn.SCORE)
                    .map(LeadTurn::leadHours)
                    .toList();
            for (int lead : due) {
                try {
                    if (!score(lead, due)
                            || System.nanoTime() - start
                                    >= forecasts.leadLimit().toNanos()) {
                        break;
                    }
                } catch (GatewayTrouble ours) {
                    Failure failure = Failure.of(Code.VALIDATOR_INTERNAL, ours.getMessage());
                    Instant next = runs.instantAfter(Waiting.FOR_GATEWAY);
                    return Waiting.until(next, StepKey.era5Score(lead), failure);
                } catch (MemoryRefused full) {
                    return Waiting.forMemory(runs.instantAfter(TaskResult.UNTIL_MEMORY), StepKey.era5Score(lead));
                } catch (Changed changed) {
                    return new TaskResult.Cancelled("the forecast failed its verification", changed.report);
                }
            }
            return rest();
        }

        /**
         * False if the miner's trouble with this lead is on record.
         *
         * @param due all leads that could be scored now
         */
        private boolean score(int lead, List<Integer> due) {
            StepKey step = StepKey.era5Score(lead);
            switch (fields.find(InputRequest.era5(subject.run(), lead))) {
                case LeadInputs.Complete complete -> {
                    tell(untold.and(StepEvent.started(step))
                            .and(new OutcomeDraft(OutcomeKind.LEAD_STARTED, lead(lead))));
                    return measure(lead, complete, due);
                }
                case LeadInputs.NotYet waiting ->
                    withoutInputs(lead, waiting, subject.run().dataWait());
                case LeadInputs.Gone gone ->
                    withoutInputs(
                            lead,
                            new LeadInputs.NotYet(gone.why()),
                            subject.run().dataWait());
                case LeadInputs.Broken broken -> {
                    // Every look fetches all of it anew, for each response: as seldom as a truth is looked for.
                    untold = untold.and(JobLog.errorOnce(context.job(), "reference data: " + broken.why()));
                    withoutInputs(
                            lead,
                            new LeadInputs.NotYet(broken.why()),
                            subject.run().truthWait());
                }
            }
            return true;
        }

        /** The truth is known to exist; that this process cannot get it is our own trouble and costs nobody anything. */
        private void withoutInputs(int lead, LeadInputs.NotYet waiting, Duration usual) {
            Failure failure = Failure.of(Code.REFERENCE_NOT_READY, waiting.why());
            Run run = subject.run();
            Instant next = runs.instantAfter(run.wait(usual, waiting.askAgain()));
            tell(untold.and(Waiting.step(StepKey.era5Score(lead), failure, next)));
        }

        private void tell(Report report) {
            report(context, report);
            untold = Report.NOTHING;
            last = null;
        }

        private void ended(LeadTurn turn, Report report) {
            untold = report;
            last = turn;
        }

        private boolean measure(int lead, LeadInputs.Complete inputs, List<Integer> due) {
            long start = System.nanoTime();
            LeadResult result;
            try {
                if (!ahead.containsKey(lead)) {
                    read(lead, inputs, due);
                }
                List<Measured> measured = ahead.remove(lead);
                result = Scorer.of(subject.run()).lead(subject, lead, measured);
                tell(untold.and(SketchRow.era5(subject.response(), lead, measured)));
            } catch (FailureException failed) {
                failed(lead, failed.failure(), millisSince(start), EvidenceStore.found(subject.response(), failed));
                return false;
            } catch (GatewayTrouble | MemoryRefused | ReadingInterrupted | LeaseLostException ofTheAttempt) {
                throw ofTheAttempt;
            } catch (RuntimeException unexpected) {
                failed(lead, unexpected(lead, unexpected), millisSince(start), Report.NOTHING);
                return false;
            }
            Report report = kinship.pairs(subject.response())
                    .and(StepEvent.succeeded(StepKey.era5Score(lead), millisSince(start), null))
                    .and(StepEvent.succeeded(StepKey.era5Lead(lead), millisSince(start), null))
                    .and(new OutcomeDraft(
                            OutcomeKind.LEAD_SCORED,
                            lead(lead).put("score", result.score()).put("components", result.components())));
            for (Write write : result.writes()) {
                report = report.and(write);
            }
            ended(new LeadTurn(lead, Turn.CLOSED, null), report);
            leadTimes.accept(Duration.ofNanos(System.nanoTime() - start));
            return true;
        }

        /** Ours, and of this lead alone, as if a child had met it; thrown on if the database is away. */
        private Failure unexpected(int lead, RuntimeException thrown) {
            if (DatabaseTrouble.passes(thrown)) {
                throw thrown;
            }
            LOG.errorf(
                    thrown,
                    "job_id=%d run_id=%d uid=%d lead=%d: unexpected failure",
                    context.job().lease().jobId(),
                    subject.run().id(),
                    subject.response().uid(),
                    lead);
            return Failure.of(Code.VALIDATOR_INTERNAL, thrown.getClass().getSimpleName() + ": " + thrown.getMessage());
        }

        /** Reads a lead, and with it the others that lie in the same chunks. */
        private void read(int lead, LeadInputs.Complete inputs, List<Integer> due) {
            if (forecast == null) {
                forecast = forecasts.open(
                        subject.response().id(),
                        context.job().traceContext(),
                        subject.run().initTime(),
                        context.memory(),
                        () -> requireLease(context));
            } else {
                forecast.nextLead();
            }
            StepKey step = StepKey.era5Score(lead);
            if (readTogether && forecast.leadsShareChunks(inputs) && readWithOthers(lead, inputs, due)) {
                return;
            }
            SortedMap<Integer, LeadInputs.Complete> alone = new TreeMap<>(Map.of(lead, inputs));
            ahead.putAll(forecast.measure(alone, failure -> spent(context, step, failure)));
        }

        /**
         * False if there are none or that did not come off: what one lead fails for costs no other its retries, and what is too
         * much for all may be enough for one. Then the leads of this execution are read one by one.
         */
        private boolean readWithOthers(int lead, LeadInputs.Complete inputs, List<Integer> due) {
            SortedMap<Integer, LeadInputs.Complete> together = new TreeMap<>(Map.of(lead, inputs));
            due.stream().filter(other -> other > lead).forEach(other -> {
                if (fields.find(InputRequest.era5(subject.run(), other)) instanceof LeadInputs.Complete complete) {
                    together.put(other, complete);
                }
            });
            if (together.size() == 1) {
                return false;
            }
            try {
                ahead.putAll(forecast.measure(together, failure -> false));
                return true;
            } catch (FailureException failed) {
                if (failed.code().integrity()) {
                    throw failed;
                }
                readTogether = false;
                forecast.nextLead();
                return false;
            }
        }

        private void failed(int lead, Failure failure, long latency, Report evidence) {
            StepKey step = StepKey.era5Score(lead);
            JsonObject data = lead(lead).put("code", failure.code().name()).put("message", failure.message());
            StepEvent event = StepEvent.failed(step, failure, latency);
            LeadTurn turn = new LeadTurn(lead, Turn.CLOSED, null);
            boolean changed = failure.code().integrity();
            if (!changed && retry(context, step, failure.code()) instanceof RetryDecision.Again again) {
                Instant next = runs.instantAfter(again.delay());
                event = new StepEvent(
                        step, StepStatus.RETRY_SCHEDULED, failure, again.retries(), next, false, latency, null);
                turn = new LeadTurn(lead, Turn.WAIT, next);
                data.put("remaining", again.remaining()).put(OutcomeDraft.NEXT_RETRY_AT, next.toString());
            } else {
                data.put("remaining", 0);
            }
            Report report = evidence.and(event).and(new OutcomeDraft(OutcomeKind.LEAD_FAILED, data));
            if (changed) {
                throw new Changed(report);
            }
            ended(turn, report);
        }

        /** When the job is due again: leads may have become ready while others were scored. */
        private TaskResult rest() {
            List<LeadTurn> open = leads.turns(subject.run(), subject.response()).stream()
                    .map(turn -> last != null && last.leadHours() == turn.leadHours() ? last : turn)
                    .filter(turn -> turn.turn() != Turn.CLOSED)
                    .toList();
            if (open.isEmpty()) {
                return TaskResult.succeeded(untold);
            }
            boolean more = open.stream().anyMatch(turn -> turn.turn() == Turn.SCORE);
            Due due = more
                    ? Due.now()
                    : Due.at(open.stream()
                            .map(LeadTurn::until)
                            .min(Comparator.naturalOrder())
                            .orElseThrow());
            return new TaskResult.Deferred(due, open.size() + " leads are not decided", null, untold);
        }

        @Override
        public void close() {
            if (forecast != null) {
                forecast.close();
            }
        }

        private static JsonObject lead(int hours) {
            return new JsonObject().put("lead_hours", hours);
        }
    }

    /** The store no longer holds what was frozen: the end of the response, told with the job's end. */
    private static final class Changed extends RuntimeException {
        private final transient Report report;

        Changed(Report report) {
            super("the forecast was changed", null, false, false);
            this.report = report;
        }
    }
}
