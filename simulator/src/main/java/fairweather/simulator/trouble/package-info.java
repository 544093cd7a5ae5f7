/** The knobs that make a miner misbehave; each names the point of the protocol where it does. */
package fairweather.simulator.trouble;
