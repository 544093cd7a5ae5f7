package fairweather.proof.simulation.process;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Due;
import fairweather.job.Report;
import fairweather.job.TaskResult;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.proof.simulation.store.Rows;
import fairweather.proof.simulation.store.StepRow;
import fairweather.proof.simulation.store.Tables;
import fairweather.proof.simulation.store.TruthRow;
import fairweather.proof.simulation.time.Dice;
import fairweather.proof.simulation.world.Miners;
import fairweather.proof.simulation.world.SimulatedGateway;
import fairweather.retry.RetryDecision;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import fairweather.step.StepStatus;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * {@code weather.era5}: scores the leads that can be scored and defers itself until the next may be. How a lead ended is
 * told with the start of the next one, or with the end of the job.
 */
final class Era5Script implements Script {
    private static final long ONE = 1;

    private final Miners miners;
    private final SimulatedGateway gateway;
    private final Dice dice;
    private Deque<Integer> leads;
    private Integer reading;
    private Report untold = Report.NOTHING;
    /** The last lead, whose end is not told: when it is looked at again, {@link Instant#MAX} for never. */
    private Integer last;

    private Instant lastAgain;

    Era5Script(Miners miners, SimulatedGateway gateway, Dice dice) {
        this.miners = miners;
        this.gateway = gateway;
        this.dice = dice;
    }

    @Override
    public Step next(Attempt attempt) {
        Subject subject = Subject.of(attempt);
        if (leads == null) {
            if (subject.response().state().status().terminal()) {
                return Subject.skipped("the response has ended");
            }
            leads = new ArrayDeque<>();
            for (int lead : subject.run().config().era5LeadHours()) {
                if (again(attempt, subject, lead) == null) {
                    leads.add(lead);
                }
            }
        }
        return reading == null ? begin(attempt, subject) : measured(attempt, subject);
    }

    private Step begin(Attempt attempt, Subject subject) {
        if (leads.isEmpty()) {
            return rest(attempt, subject);
        }
        reading = leads.remove();
        attempt.tell(untold.and(StepEvent.started(StepKey.era5Score(reading)))
                .and(new OutcomeDraft(OutcomeKind.LEAD_STARTED, data(reading))));
        untold = Report.NOTHING;
        last = null;
        return new Step.Go(dice.between(1_000, 8_000));
    }

    private Step measured(Attempt attempt, Subject subject) {
        int lead = reading;
        StepKey step = StepKey.era5Score(lead);
        if (gateway.isAway()) {
            Failure ours = Failure.of(Code.VALIDATOR_INTERNAL, "the gateway is away");
            return Subject.waiting(step, ours, attempt.store().now().plusSeconds(Subject.GATEWAY_WAIT), 5);
        }
        reading = null;
        last = lead;
        Code trouble = miners.reading(subject.response().uid(), subject.cycle(), lead);
        if (trouble != null) {
            return failed(attempt, subject, step, lead, trouble);
        }
        double score = miners.score(subject.response().uid(), subject.cycle(), lead);
        lastAgain = Instant.MAX;
        untold = Report.of(StepEvent.succeeded(step, ONE, null))
                .and(StepEvent.succeeded(StepKey.era5Lead(lead), ONE, null))
                .and(Rows.score(subject.response().id(), lead, score))
                .and(new OutcomeDraft(
                        OutcomeKind.LEAD_SCORED, data(lead).put("score", score).put("components", 2)));
        return new Step.Go(1);
    }

    private Step failed(Attempt attempt, Subject subject, StepKey step, int lead, Code code) {
        Failure failure = Failure.of(code, "simulated");
        StepEvent event = StepEvent.failed(step, failure, ONE);
        JsonObject data = data(lead)
                .put("code", code.name())
                .put("message", failure.message())
                .put("remaining", 0);
        lastAgain = Instant.MAX;
        if (!code.integrity() && attempt.decide(step, code) instanceof RetryDecision.Again again) {
            lastAgain = attempt.store().now().plus(again.delay());
            event = new StepEvent(
                    step, StepStatus.RETRY_SCHEDULED, failure, again.retries(), lastAgain, false, ONE, null);
            data.put("remaining", again.remaining()).put(OutcomeDraft.NEXT_RETRY_AT, lastAgain.toString());
        }
        untold = Report.of(event).and(new OutcomeDraft(OutcomeKind.LEAD_FAILED, data));
        if (code.integrity()) {
            return new Step.Return(new TaskResult.Cancelled("the forecast failed its verification", untold), 5);
        }
        return rest(attempt, subject);
    }

    private Step rest(Attempt attempt, Subject subject) {
        Instant next = Instant.MAX;
        boolean open = false;
        for (int lead : subject.run().config().era5LeadHours()) {
            Instant again = last != null && last == lead ? lastAgain : again(attempt, subject, lead);
            if (again == null) {
                return deferred(Due.now());
            }
            open |= again.isBefore(Instant.MAX);
            next = again.isBefore(next) ? again : next;
        }
        return open ? deferred(Due.at(next)) : new Step.Return(TaskResult.succeeded(untold), 5);
    }

    private Step deferred(Due due) {
        return new Step.Return(new TaskResult.Deferred(due, "some leads are not decided", null, untold), 5);
    }

    /** When a lead is to be looked at again: null for now, {@link Instant#MAX} for never. */
    private static Instant again(Attempt attempt, Subject subject, int lead) {
        Tables tables = attempt.store().tables();
        Instant now = attempt.store().now();
        StepRow row = tables.steps()
                .find(subject.run().id(), subject.response().hotkey(), StepKey.era5Score(lead))
                .orElse(null);
        TruthRow truth = tables.truth(subject.run().initTime().plus(Duration.ofHours(lead)));
        if (row != null && row.status().terminal()) {
            return Instant.MAX;
        }
        Instant due = subject.run().config().due(subject.run().initTime(), lead);
        if (due.isAfter(now)) {
            return due;
        }
        boolean retried = row != null
                && (row.status() == StepStatus.RETRY_SCHEDULED || row.status() == StepStatus.PENDING)
                && row.next() != null
                && row.next().isAfter(now);
        if (retried) {
            return row.next();
        }
        if (truth != null && truth.ready()) {
            return null;
        }
        Instant latest = now.plus(subject.run().config().era5Check());
        boolean sooner = truth != null
                && truth.nextCheck() != null
                && truth.nextCheck().isAfter(now)
                && truth.nextCheck().isBefore(latest);
        return sooner ? truth.nextCheck() : latest;
    }

    private static JsonObject data(int lead) {
        return new JsonObject().put("lead_hours", lead);
    }
}
