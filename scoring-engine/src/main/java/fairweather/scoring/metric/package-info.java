/**
 * The mathematics of scores, version 1 ({@code strict}): one pass over forecast, truth, climatology and, if there is
 * one, a reference forecast yields {@link fairweather.scoring.metric.PartialSums}; every {@link
 * fairweather.scoring.metric.Metrics metric} follows from the sums alone.
 *
 * <p>Symbols: f forecast, t truth, c climatology, r reference forecast, w weight; d = f - t, a = f - c, o = t - c,
 * e = r - c. V is the set of points where t and c (and r, if it counts) are finite; it never depends on f. A point of V
 * where f is missing is a <em>gap</em>, filled with c: it earns what climatology earns.
 *
 * <p><strong>The order of summation</strong> is part of the definition, so that any machine, any number of threads and
 * a vector unit arrive at the same bits. All arithmetic is double, without fused multiply-add. Within a row, every sum
 * has {@value fairweather.scoring.metric.Lanes#COUNT} lanes: column j is added to lane j mod 8, in ascending j; a
 * point outside V adds nothing. The row's sum is ((l0+l1)+(l2+l3))+((l4+l5)+(l6+l7)). It is multiplied by the row's
 * weight and added to the sum of the row's region, rows from north to south. The global sum is (nh + tropics) + sh.
 * Sines and cosines are {@link java.lang.StrictMath}'s.
 *
 * <p>This package knows neither files nor databases nor services.
 */
package fairweather.scoring.metric;
