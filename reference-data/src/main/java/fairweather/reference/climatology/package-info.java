/** The climatology of WeatherBench 2: a mean of ERA5 for every day of the year and every sixth hour. */
package fairweather.reference.climatology;
