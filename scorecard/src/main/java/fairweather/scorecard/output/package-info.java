/** A scorecard as JSON, as CSV and as a table. */
package fairweather.scorecard.output;
