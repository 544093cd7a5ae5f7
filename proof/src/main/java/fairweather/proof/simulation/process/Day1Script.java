package fairweather.proof.simulation.process;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Report;
import fairweather.job.TaskResult;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.proof.simulation.store.StepRow;
import fairweather.proof.simulation.time.Dice;
import fairweather.proof.simulation.world.Miners;
import fairweather.proof.simulation.world.SimulatedGateway;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import fairweather.step.StepStatus;
import io.vertx.core.json.JsonObject;

/** {@code weather.day1}: started, inputs loaded, scored. */
final class Day1Script implements Script {
    private final Miners miners;
    private final SimulatedGateway gateway;
    private final Dice dice;
    private int step;

    Day1Script(Miners miners, SimulatedGateway gateway, Dice dice) {
        this.miners = miners;
        this.gateway = gateway;
        this.dice = dice;
    }

    @Override
    public Step next(Attempt attempt) {
        Subject subject = Subject.of(attempt);
        return switch (step++) {
            case 0 -> begin(attempt, subject);
            case 1 -> load(attempt, subject);
            default -> score(subject);
        };
    }

    private Step begin(Attempt attempt, Subject subject) {
        if (subject.response().state().status().terminal()) {
            return Subject.skipped("the response has ended");
        }
        boolean scored = attempt.store()
                .tables()
                .steps()
                .find(subject.run().id(), subject.response().hotkey(), StepKey.DAY1_SCORE)
                .map(StepRow::status)
                .filter(StepStatus.SUCCEEDED::equals)
                .isPresent();
        if (scored) {
            return Subject.skipped("Day 1 is scored");
        }
        attempt.tell(Report.of(StepEvent.started(StepKey.LOAD_INPUTS)).and(OutcomeDraft.of(OutcomeKind.DAY1_STARTED)));
        return new Step.Go(dice.between(2_000, 15_000));
    }

    private Step load(Attempt attempt, Subject subject) {
        if (gateway.isAway()) {
            Failure ours = Failure.of(Code.VALIDATOR_INTERNAL, "the gateway is away");
            return Subject.waiting(
                    StepKey.LOAD_INPUTS, ours, attempt.store().now().plusSeconds(Subject.GATEWAY_WAIT), 5);
        }
        Code trouble = miners.reading(subject.response().uid(), subject.cycle(), 0);
        if (trouble != null) {
            Failure failure = Failure.of(trouble, "simulated");
            return new Step.Return(TaskResult.failed(failure, StepKey.LOAD_INPUTS), 5);
        }
        attempt.tell(Report.of(StepEvent.succeeded(StepKey.LOAD_INPUTS, 1L, null))
                .and(StepEvent.started(StepKey.DAY1_SCORE)));
        return new Step.Go(dice.between(500, 3_000));
    }

    private Step score(Subject subject) {
        double score = miners.score(subject.response().uid(), subject.cycle(), 0);
        return new Step.Return(
                TaskResult.succeeded(Report.of(StepEvent.succeeded(StepKey.DAY1_SCORE, 1L, null))
                        .and(new OutcomeDraft(OutcomeKind.DAY1_SCORED, new JsonObject().put("score", score)))),
                5);
    }
}
