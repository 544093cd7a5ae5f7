/**
 * An exhaustive walk through what a run, its responses and their jobs can do together.
 *
 * <p>The transitions are the engine's own: {@link fairweather.orchestrator.machine.RunMachine}, {@link
 * fairweather.orchestrator.machine.ResponseMachine} and {@link fairweather.job.JobMachine}. Around them the walk models
 * in memory what the database and the processes add: workers that claim, report, die, fall asleep past their lease and
 * miss acknowledgements, the reaper, the fold, the truth, and an operator who cancels and redrives. There is no time:
 * whatever could be due can happen, so that every order of events is visited. Within the bounds nothing is sampled.
 *
 * <p>A proof that cannot fail proves nothing: {@link fairweather.proof.walk.Rule} lists the guards, and for each the walk
 * of the engine without it has to find the violation, see {@link fairweather.proof.walk.BrokenRule}; each property is the
 * only one violated in some of these. What the walk does not model: SQL (the queue's contract tests do), budgets of
 * retries (any attempt may be the last), and the averages and ranks.
 */
package fairweather.proof.walk;
