/** What has happened, and what must not. */
package fairweather.proof.simulation.trace;
