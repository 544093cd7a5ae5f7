/**
 * A fleet of simulated miners, for the demonstration and for tests.
 *
 * <p>The fleet speaks the public protocol and nothing else: signed calls, polls, access tokens, Zarr v2 stores with a signed
 * manifest. A validator cannot tell it from real miners, and no code of a validator is used here. Its forecasts are made
 * from real winds by simple, well-known methods, so that what a leaderboard should say about them is known beforehand.
 *
 * <p>Everything a miner serves is a pure function of the fleet's seed, its uid and the start of the forecast. Good miners
 * therefore serve the same bytes with and without troublemakers beside them, and a restarted fleet serves what it served
 * before; only ports and access tokens are new.
 *
 * <p>A test of another module starts a fleet of its own:
 *
 * <pre>{@code
 * FleetPlan plan = FleetPlan.of(
 *         MinerPlan.good(0, "persistence", new Forecaster.Persistence()),
 *         MinerPlan.good(1, "silent", new Forecaster.Persistence()).with(WireTrouble.SILENT));
 * try (Fleet fleet = Fleet.start(plan, Path.of("demo/data"), InstantSource.system())) {
 *     fleet.endpoint(0).port();
 *     fleet.counters(0).count(RequestKind.POLL);
 * }
 * }</pre>
 */
package fairweather.simulator;
