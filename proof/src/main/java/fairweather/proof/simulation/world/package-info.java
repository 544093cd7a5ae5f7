/** What is outside: the scenario, the miners, the gateway, the truths. */
package fairweather.proof.simulation.world;
