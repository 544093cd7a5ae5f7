/**
 * Reference weather data: what forecasts are compared with.
 *
 * <p>A {@link fairweather.reference.FieldKey} names one field exactly: product, variable, level, times. A {@link
 * fairweather.reference.ReferenceSource} answers with a {@link fairweather.reference.Readiness}, which is a value: that
 * data have not arrived is no error. A {@link fairweather.reference.Field} is canonical whatever file it came from:
 * SI units, latitudes from 90 to -90, longitudes from 0 to below 360, NaN where missing. Nothing is ever "nearest": a
 * field of another product or step is only given where the source declares a {@link
 * fairweather.reference.Substitution}.
 */
package fairweather.reference;
