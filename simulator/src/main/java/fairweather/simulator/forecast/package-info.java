/** What the simulated miners forecast, and the winds they know. */
package fairweather.simulator.forecast;
