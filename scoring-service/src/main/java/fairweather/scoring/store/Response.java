package fairweather.scoring.store;

import fairweather.response.ResponseStatus;

/** A miner's response to a run, as far as scoring needs it. */
public record Response(int id, int runId, int uid, String hotkey, ResponseStatus status) {}
