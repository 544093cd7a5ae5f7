/** What must hold, told a second time and without a look at the engine. */
package fairweather.proof.simulation.check;
