/** The processes, what they do by themselves and what is done to them. */
package fairweather.proof.simulation.process;
