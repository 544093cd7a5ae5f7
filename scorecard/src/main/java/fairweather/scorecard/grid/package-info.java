/**
 * How the fields of one grid come to lie on the truth's: by reordering alone, or, if asked for, by bilinear
 * interpolation.
 */
package fairweather.scorecard.grid;
