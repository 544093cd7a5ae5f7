package fairweather.orchestrator.machine;

import java.util.List;

/** What a transition makes of a response, apart from its status, and what else has to be written. */
record Change(ResponseState state, List<Effect> effects) {
    Change {
        effects = List.copyOf(effects);
    }

    static Change of(ResponseState state, Effect... effects) {
        return new Change(state, List.of(effects));
    }
}
