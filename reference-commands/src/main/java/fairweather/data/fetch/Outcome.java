package fairweather.data.fetch;

import java.time.Instant;

/**
 * What became of a batch.
 *
 * @param fetched fields that came now
 * @param cached fields that were there
 * @param why of what is not there; empty if all are
 * @param lookAgain when it is worth asking for what is not there yet; null where it is not
 */
record Outcome(Standing standing, int fetched, int cached, int missing, String why, Instant lookAgain) {}
