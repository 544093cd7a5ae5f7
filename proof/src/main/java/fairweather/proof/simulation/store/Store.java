package fairweather.proof.simulation.store;

import fairweather.job.End;
import fairweather.job.JobType;
import fairweather.job.Lease;
import fairweather.job.NewJob;
import fairweather.job.Report;
import fairweather.orchestrator.fold.Response;
import fairweather.orchestrator.fold.Run;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.proof.simulation.time.VirtualTime;
import fairweather.proof.simulation.trace.Trace;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The database of a simulation: every call is one transaction at one instant of its clock. */
public final class Store {
    private static final int RECLAIM_BATCH = 500;

    private final AuditedQueue queue;
    private final Tables tables = new Tables();
    private final Outcomes outcomes = new Outcomes();
    private final VirtualTime time;
    private final Events events;
    private final Trace trace;
    private final Observer observer;

    public Store(AuditedQueue queue, VirtualTime time, Events events, Trace trace, Observer observer) {
        this.queue = queue;
        this.time = time;
        this.events = events;
        this.trace = trace;
        this.observer = observer;
    }

    public AuditedQueue queue() {
        return queue;
    }

    public Tables tables() {
        return tables;
    }

    public Outcomes outcomes() {
        return outcomes;
    }

    public Trace trace() {
        return trace;
    }

    Observer observer() {
        return observer;
    }

    Events events() {
        return events;
    }

    public Instant now() {
        return time.instant();
    }

    /** False, and nothing written, if the lease is not held. */
    public boolean report(Lease lease, Report report, int firstN) {
        if (!queue.report(lease, firstN, report.outcomes().size())) {
            return false;
        }
        write(lease.jobId(), report);
        return true;
    }

    /** False, and nothing written, if the lease is not held. */
    public boolean finish(Lease lease, End end, Report report, int firstN) {
        if (!queue.finish(lease, end, firstN, report.outcomes().size())) {
            trace.note("store", "refuses the end of job", lease.jobId(), "token " + lease.token());
            return false;
        }
        trace.note(
                "store", "ends an attempt at job", lease.jobId(), end.status().word());
        observer.ended(queue.entry(lease.jobId()), end, report);
        write(lease.jobId(), report);
        return true;
    }

    private void write(long jobId, Report report) {
        Known job = queue.entry(jobId);
        NewJob created = job.created();
        Instant due = queue.dueAt(jobId);
        Undo undo = new Undo();
        report.writes().forEach(tables::write);
        for (StepEvent step : report.steps()) {
            String hotkey = job.payload().getString("miner_hotkey", StepKey.COORDINATOR);
            tables.steps.write(undo, created.runId(), hotkey, step, due, now());
            observer.stepped(created.runId(), hotkey, step);
        }
        for (OutcomeDraft outcome : report.outcomes()) {
            add(outcome.kind(), created.runId(), created.responseId(), job, outcome.stored(due), job.worker());
        }
    }

    private void add(OutcomeKind kind, Integer runId, Integer responseId, Known job, JsonObject data, String actor) {
        Long id = job == null ? null : job.id();
        JobType type = job == null ? null : job.created().type();
        observer.reported(outcomes.add(kind, runId, responseId, id, type, data, actor, now()));
        trace.note("store", "has the outcome " + kind.word(), responseId == null ? 0 : responseId, actor);
        events.outcomes();
    }

    /** The fold's own word. */
    void tell(OutcomeKind kind, JsonObject data) {
        add(kind, null, null, null, data, "fold");
    }

    /** Gives lapsed leases back; a job that crashed too often ends with an outcome. */
    public int reclaim() {
        return queue.reclaim(RECLAIM_BATCH, id -> {
            Known job = queue.entry(id);
            JsonObject data = new JsonObject().put("attempts", AuditedQueue.MAX_ATTEMPTS);
            add(
                    OutcomeKind.JOB_LEASE_EXPIRED,
                    job.created().runId(),
                    job.created().responseId(),
                    job,
                    data,
                    "reaper");
        });
    }

    /** An operator ends a run. */
    public void cancelRun(int runId, String reason) {
        add(OutcomeKind.RUN_CANCELLED, runId, null, null, new JsonObject().put("reason", reason), "operator");
    }

    /** The sweep ends a run. */
    public void abandonRun(int runId, String reason) {
        add(OutcomeKind.RUN_ABANDONED, runId, null, null, new JsonObject().put("reason", reason), "sweep");
    }

    /** An operator ends a job; false if it is finished already. */
    public boolean cancelJob(long jobId, String reason) {
        if (!queue.cancel(jobId, reason)) {
            return false;
        }
        Known job = queue.entry(jobId);
        JsonObject data = new JsonObject().put("reason", reason);
        add(OutcomeKind.JOB_CANCELLED, job.created().runId(), job.created().responseId(), job, data, "operator");
        return true;
    }

    /** An operator has the work of a failed response's last job done again. */
    public void redrive(Response response) {
        Known dead = queue.known().values().stream()
                .filter(job -> Objects.equals(job.created().responseId(), response.id()))
                .max(Comparator.comparingLong(Known::id))
                .orElseThrow();
        JsonObject data = new JsonObject().put("stage", response.state().ended().stage());
        add(OutcomeKind.JOB_REDRIVEN, response.runId(), response.id(), dead, data, "operator");
    }

    /** Opens a run with its first job. */
    public void open(Run run, JsonObject why) {
        observer.opened(run);
        tables.runs.put(run.id(), run);
        tables.responsesOfRun.put(run.id(), new java.util.ArrayList<>());
        add(OutcomeKind.RUN_OPENED, run.id(), null, null, why, "calendar");
        JsonObject payload = new JsonObject().put("validator_hotkey", run.validatorHotkey());
        queue.enqueue(NewJob.ofRun(JobType.ORCHESTRATE, run.id(), payload));
    }

    /** Puts a job into the queue that the fold has asked for. */
    void enqueue(List<NewJob> jobs) {
        jobs.forEach(queue::enqueue);
    }
}
