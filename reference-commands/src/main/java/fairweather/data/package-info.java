/** The commands of {@code ./fairweather data}. */
package fairweather.data;
