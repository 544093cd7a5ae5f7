package fairweather.proof.simulation.check;

import static fairweather.proof.simulation.trace.Violation.unless;

import fairweather.orchestrator.fold.Response;
import fairweather.orchestrator.fold.Run;
import fairweather.response.ResponseStatus;
import fairweather.run.RunStatus;
import java.util.List;

/** A run is what its responses amount to, told a second time. */
final class RunRules {
    private RunRules() {}

    static void check(Run run, List<Response> responses) {
        boolean fromItsResponses = run.status().rank() >= RunStatus.AWAITING_INFERENCE_RESULTS.rank()
                && run.status() != RunStatus.ABANDONED;
        if (!fromItsResponses || responses.isEmpty()) {
            return;
        }
        RunStatus folded = folded(responses);
        boolean sameEnd = run.status().terminal() == folded.terminal();
        unless(
                sameEnd && run.status().rank() >= folded.rank(),
                "run " + run.id() + " is " + run.status().word() + ", its responses amount to " + folded.word());
    }

    private static RunStatus folded(List<Response> responses) {
        int least = ResponseStatus.ERA5_SCORED.rank();
        int most = 0;
        boolean alive = false;
        for (Response response : responses) {
            ResponseStatus status = response.state().status();
            if (status == ResponseStatus.FAILED || status == ResponseStatus.CANCELLED) {
                continue;
            }
            alive = true;
            least = Math.min(least, status.rank());
            most = Math.max(most, status.rank());
        }
        if (!alive) {
            return RunStatus.FAILED;
        }
        if (least <= ResponseStatus.DAY1_SCORING.rank()) {
            return most >= ResponseStatus.DAY1_SCORING.rank()
                    ? RunStatus.SCORING_DAY1
                    : RunStatus.AWAITING_INFERENCE_RESULTS;
        }
        if (most == ResponseStatus.DAY1_SCORED.rank()) {
            return RunStatus.AWAITING_ERA5;
        }
        return least == ResponseStatus.ERA5_SCORED.rank() ? RunStatus.COMPLETED : RunStatus.SCORING_ERA5;
    }
}
