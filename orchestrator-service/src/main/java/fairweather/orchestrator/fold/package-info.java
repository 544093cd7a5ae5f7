/**
 * What has happened becomes what is: the fold takes outcomes and decides, over a {@link
 * fairweather.orchestrator.fold.Ledger} that knows how the rows are kept. Whatever is decided here is decided the same
 * over any ledger.
 */
package fairweather.orchestrator.fold;
