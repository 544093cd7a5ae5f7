package fairweather.job.memory;

import fairweather.job.Report;
import fairweather.job.Write;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import fairweather.step.StepStatus;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** What attempts have reported; its queue guards it. */
final class ReportLog {
    private record Key(int runId, int minerUid, String minerHotkey, StepKey step) {}

    private final Consumer<Write> writer;
    private final Map<Key, StoredStep> steps = new LinkedHashMap<>();
    private final List<StoredOutcome> outcomes = new ArrayList<>();
    private final List<Write> writes = new ArrayList<>();

    ReportLog(Consumer<Write> writer) {
        this.writer = writer;
    }

    /** Adds all of the report or, if anything in it is refused, throws and adds nothing. */
    void add(JobEntry job, Report report, int firstN, Instant due, Instant now) {
        if (job.created.runId() == null && !report.steps().isEmpty()) {
            throw new IllegalArgumentException("a job without a run has no step rows");
        }
        for (int i = 0; i < report.outcomes().size(); i++) {
            refuseSecond(job, firstN + i);
        }
        report.writes().forEach(writer);
        writes.addAll(report.writes());
        for (StepEvent step : report.steps()) {
            upsert(job, step, due, now);
        }
        for (int i = 0; i < report.outcomes().size(); i++) {
            OutcomeDraft outcome = report.outcomes().get(i);
            append(job, outcome.kind(), firstN + i, outcome.stored(due), job.claimedBy);
        }
    }

    void append(JobEntry job, OutcomeKind kind, int n, JsonObject data, String actor) {
        job.tell(n);
        outcomes.add(new StoredOutcome(
                kind,
                job.created.runId(),
                job.created.responseId(),
                job.created.minerUid(),
                job.id,
                job.created.type(),
                job.token,
                n,
                data,
                actor));
    }

    private static void refuseSecond(JobEntry job, int n) {
        if (job.hasTold(n)) {
            throw new IllegalStateException("job " + job.id + " has outcome " + n + " of lease " + job.token);
        }
    }

    private void upsert(JobEntry job, StepEvent event, Instant due, Instant now) {
        int uid = Objects.requireNonNullElse(job.created.minerUid(), 0);
        String hotkey = job.payload.getString("miner_hotkey", StepKey.COORDINATOR);
        Key key = new Key(job.created.runId(), uid, hotkey, event.key());
        StoredStep old = steps.get(key);
        boolean begun =
                event.status() == StepStatus.IN_PROGRESS || event.status().terminal();
        Instant startedAt = old != null && old.startedAt() != null ? old.startedAt() : begun ? now : null;
        int retries = Objects.requireNonNullElse(event.retries(), 0);
        steps.put(
                key,
                new StoredStep(
                        key.runId(),
                        uid,
                        hotkey,
                        event.key(),
                        event.status(),
                        startedAt,
                        event.status().terminal() ? now : null,
                        old == null ? retries : Math.max(old.retries(), retries),
                        event.nextWithJob() ? due : event.next(),
                        event.latencyMs() != null || old == null ? event.latencyMs() : old.latencyMs(),
                        event.status() == StepStatus.SUCCEEDED
                                ? null
                                : event.failure() != null || old == null ? event.failure() : old.failure(),
                        event.context() != null || old == null ? event.context() : old.context(),
                        job.id));
    }

    /** The retry count of a step's row; 0 if there is none. */
    int retries(int runId, int minerUid, String minerHotkey, StepKey step) {
        StoredStep stored = steps.get(new Key(runId, minerUid, minerHotkey, step));
        return stored == null ? 0 : stored.retries();
    }

    List<StoredStep> steps() {
        return List.copyOf(steps.values());
    }

    List<StoredOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    List<Write> writes() {
        return List.copyOf(writes);
    }

    List<StoredOutcome> takeOutcomes() {
        List<StoredOutcome> taken = outcomes();
        outcomes.clear();
        return taken;
    }

    List<Write> takeWrites() {
        List<Write> taken = writes();
        writes.clear();
        return taken;
    }
}
