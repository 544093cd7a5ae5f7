/** A scorecard as a picture: rows are variables and levels, columns leads, colours skill. */
package fairweather.scorecard.picture;
