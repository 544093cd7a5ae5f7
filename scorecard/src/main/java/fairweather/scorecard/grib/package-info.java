/** GRIB files of either edition as data sets; messages are found in one pass and unpacked one at a time. */
package fairweather.scorecard.grib;
