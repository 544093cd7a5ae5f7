package fairweather.proof.simulation.store;

import fairweather.failure.Failure;
import fairweather.step.StepEvent;
import fairweather.step.StepStatus;
import java.time.Instant;

/** A step row; the rules of its change are those of the statement that writes it. */
public record StepRow(StepStatus status, Instant startedAt, int retries, Instant next, Failure failure) {
    /** As if the step had never begun. */
    static final StepRow UNBEGUN = new StepRow(StepStatus.PENDING, null, 0, null, null);

    /** @param old null for a new row; @param due when the reporting job is due, for an event that follows it */
    static StepRow after(StepRow old, StepEvent event, Instant due, Instant now) {
        boolean begun =
                event.status() == StepStatus.IN_PROGRESS || event.status().terminal();
        Instant started = old != null && old.startedAt() != null ? old.startedAt() : begun ? now : null;
        int retries = event.retries() == null ? 0 : event.retries();
        Failure failure = event.status() == StepStatus.SUCCEEDED
                ? null
                : event.failure() != null || old == null ? event.failure() : old.failure();
        return new StepRow(
                event.status(),
                started,
                old == null ? retries : Math.max(old.retries(), retries),
                event.nextWithJob() ? due : event.next(),
                failure);
    }

    StepRow closed(Failure why) {
        return new StepRow(StepStatus.FAILED, startedAt, retries, null, failure == null ? why : failure);
    }

    StepRow awaiting(Instant until) {
        return new StepRow(status, startedAt, retries, until, failure);
    }
}
