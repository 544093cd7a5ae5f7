package fairweather.orchestrator.fold;

import fairweather.failure.Code;
import fairweather.job.NewJob;
import fairweather.orchestrator.machine.Effect;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Writes the effects of a response's change into the ledger. */
final class EffectWriter {
    private final Ledger ledger;

    EffectWriter(Ledger ledger) {
        this.ledger = ledger;
    }

    void write(Response response, Run run, String trace, Effect effect) {
        switch (effect) {
            case Effect.Enqueue enqueue -> ledger.work().enqueue(List.of(job(response, run, trace, enqueue)));
            case Effect.CancelJobs cancel -> ledger.work().cancelOfResponse(response.id(), cancel.reason());
            case Effect.VoidScores ignored -> ledger.responses().voidScores(response);
            case Effect.AwaitLeads leads ->
                leads.dueByLead()
                        .forEach((lead, due) -> step(response, StepEvent.waiting(StepKey.era5Score(lead), due)));
            case Effect.RestoreScores restore -> ledger.responses().restoreScores(response, restore.leads());
            case Effect.ReopenSteps reopen -> ledger.work().reopenSteps(response, reopen.stage(), reopen.leads());
            case Effect.CloseSteps close -> ledger.work().closeSteps(response, close.failure());
            case Effect.EndLead lead ->
                step(response, StepEvent.failed(StepKey.era5Score(lead.leadHours()), lead.failure(), null));
            case Effect.CountExchange exchange -> {
                if (run.counts()) {
                    count(response, exchange);
                }
            }
        }
    }

    private static NewJob job(Response response, Run run, String trace, Effect.Enqueue enqueue) {
        JsonObject payload = enqueue.payload()
                .copy()
                .put("miner_hotkey", response.hotkey())
                .put("validator_hotkey", run.validatorHotkey());
        return NewJob.ofMiner(enqueue.type(), run.id(), response.id(), response.uid(), payload, enqueue.due())
                .withTrace(trace);
    }

    private void step(Response response, StepEvent event) {
        ledger.work().step(response.runId(), response.uid(), response.hotkey(), event);
    }

    /** Counted for whom the slot belongs to now. Our own trouble says nothing about a miner and is not counted. */
    private void count(Response response, Effect.CountExchange exchange) {
        Code code = exchange.code();
        if (code == null) {
            ledger.responses().exchanged(response, exchange.latencyMs());
        } else if (!code.blameless()) {
            ledger.responses().exchangeFailed(response, code, exchange.ofHosting());
        }
    }
}
