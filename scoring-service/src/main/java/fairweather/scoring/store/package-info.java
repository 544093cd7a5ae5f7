/** The rows that scoring reads and writes. Statements stand next to the code that runs them. */
package fairweather.scoring.store;
