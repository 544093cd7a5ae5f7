/** The store of a simulation: the queue under audit, the tables, the ledger of the fold. */
package fairweather.proof.simulation.store;
