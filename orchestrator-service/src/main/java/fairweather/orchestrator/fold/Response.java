package fairweather.orchestrator.fold;

import fairweather.orchestrator.machine.ResponseState;

/**
 * A response's folded state with its keys.
 *
 * @param parkedReason why nothing of it is folded any more, or null
 */
public record Response(int id, int runId, int uid, String hotkey, String parkedReason, ResponseState state) {}
