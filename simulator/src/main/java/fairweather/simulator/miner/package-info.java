/** One miner: what it answers, and the port on which it does. */
package fairweather.simulator.miner;
