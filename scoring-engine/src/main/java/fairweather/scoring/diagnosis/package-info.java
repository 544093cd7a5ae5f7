/**
 * What is shown beside a score and never changes it. From one pass over a forecast's rows: what the field looks like if
 * it is not what its metadata say ({@link fairweather.scoring.diagnosis.BestMatch}), a small {@link
 * fairweather.scoring.diagnosis.Sketch} by which it is found again among other forecasts ({@link
 * fairweather.scoring.diagnosis.Resemblance}), and the {@link fairweather.scoring.diagnosis.Flag flags} that follow from
 * its sums.
 *
 * <p>All of it is made from a sample of a few thousand points, chosen by the sha256 of the truth: everybody's field is
 * looked at in the same places. ERA5 is not known while forecasts can still be changed, and so the places are not either.
 * The analysis that Day 1 is scored against is public by then: who knows it can keep a copy out of Day 1's sketches. The
 * result is the same to the last bit for any order of rows and any number of threads.
 *
 * <p>This package knows neither files nor databases nor services.
 */
package fairweather.scoring.diagnosis;
