/** The fold's ledger in the schema: the statements and nothing that is decided. */
package fairweather.orchestrator.fold.postgres;
