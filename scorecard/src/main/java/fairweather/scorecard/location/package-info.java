/** Where data come from: files, directories and addresses, and what format they are in by their first bytes. */
package fairweather.scorecard.location;
