/** The clock and the dice. */
package fairweather.proof.simulation.time;
