/** The command that probes one miner and says in plain words how each phase went. */
package fairweather.check.probe;
