/**
 * Replays: a range of past cycles opened one after another as a series of its own, with so many runs at once and no
 * more. How far a replay is stands in the table {@code replays}, so that any orchestrator goes on with it.
 */
package fairweather.orchestrator.replay;
