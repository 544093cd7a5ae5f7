/**
 * The network in virtual time. One seed decides everything that happens: what the miners do, when truths come, when a
 * process dies, stands still or loses an answer. What is real here is what decides: the fold and the machines, the
 * orchestrator's tasks, the retry policies, the calendar's decisions, the queue in memory with its leases and tokens.
 * Simulated are the processes around them, by the rules of the worker pool, the scoring tasks with their reports but
 * without the arithmetic, the gateway, the miners, and the tables.
 *
 * <p>Nothing reads a clock, starts a thread or walks a table in the order of its hashes, so that a seed that fails
 * fails again.
 */
package fairweather.proof.simulation;
