/**
 * Gridded data as the command sees them, whatever file they come from: a {@link fairweather.scorecard.data.Dataset} has
 * {@link fairweather.scorecard.data.Series}, a series has fields by level, member of an ensemble and {@link
 * fairweather.scorecard.data.Moment}. Values are float32 in our units, NaN where missing; they are read one field at a
 * time, when asked for.
 */
package fairweather.scorecard.data;
