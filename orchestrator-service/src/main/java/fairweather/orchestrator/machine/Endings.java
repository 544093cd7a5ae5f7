package fairweather.orchestrator.machine;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.orchestrator.machine.Effect.CancelJobs;
import fairweather.orchestrator.machine.Effect.CloseSteps;
import fairweather.orchestrator.machine.Effect.VoidScores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How a response ends early, whatever the transition that ends it. */
final class Endings {
    private Endings() {}

    /** The response failed in a stage. Its scores count no more if that was through the miner. */
    static Change failed(ResponseState state, String stage, Failure failure, Instant at) {
        ResponseState next = state.with(new Ended(stage, failure))
                .with(Progress.failed(stage.equals("poll") ? "inference_failed" : Stage.progress(stage), failure));
        boolean throughTheMiner = !failure.code().blameless();
        boolean refused = failure.code().integrity() || stage.equals("verify") && throughTheMiner;
        if (refused) {
            next = next.with(state.verification().refused(failure.code(), at));
        }
        List<Effect> effects = new ArrayList<>(List.of(new CancelJobs("the response failed"), new CloseSteps(failure)));
        if (throughTheMiner) {
            effects.add(new VoidScores());
        }
        return new Change(next, effects);
    }

    static Change failedThroughUs(ResponseState state, String stage, Code code, String message, Instant at) {
        return failed(state, stage, Failure.of(code, message), at);
    }

    /** Nobody's failure, no score. */
    static Change cancelled(ResponseState state, Code code, String reason) {
        Failure failure = Failure.of(code, reason);
        ResponseState next = state.with(new Ended(Stage.in(state), failure))
                .with(new Progress(state.progress().stage(), "failed", failure, 0, null));
        return Change.of(next, new CancelJobs(reason), new CloseSteps(failure), new VoidScores());
    }
}
