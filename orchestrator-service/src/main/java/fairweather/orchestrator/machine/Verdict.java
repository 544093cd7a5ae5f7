package fairweather.orchestrator.machine;

import fairweather.response.ResponseStatus;
import java.util.List;

/** What the machine says about an event. */
public sealed interface Verdict {
    /** @param path the statuses passed through, the last one being the state's; empty if the status stays */
    record Applied(ResponseState state, List<ResponseStatus> path, List<Effect> effects) implements Verdict {}

    /** The event is not legal from the state; nothing changes. */
    record Ignored(String reason) implements Verdict {}
}
