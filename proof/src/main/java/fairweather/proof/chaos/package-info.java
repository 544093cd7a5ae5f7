/**
 * Faults on real processes: a real PostgreSQL, the three services and simulated miners, struck in the middle of a run.
 *
 * <p>A {@link fairweather.proof.chaos.Round} plays one run with one fault or several and then judges it: the run
 * completed; no accepted job is lost and none finished twice, by a history that a trigger keeps of every job; states went
 * along legal steps; no invariant is violated; the scores are those of an undisturbed run to the last bit; and the tables
 * equal the replay of the outcomes. The fault itself tells how long recovery took.
 */
package fairweather.proof.chaos;
