/**
 * Mode {@code parity}: the numbers that the reference system's code makes, without its failures. It shares nothing with
 * mode {@code strict} but the names of metrics; what it reproduces, what it does not, and why, is in
 * docs/scoring-parity.md.
 *
 * <p>Symbols: f forecast, t truth, c climatology, r reference forecast; d = f - t, a = f - c, o = t - c. Each metric has
 * its own mask: a point counts where the fields it compares are all there. The error has the mask of (f, t), the error
 * of climatology that of (t, c), and so on; what masks a numerator need not mask its denominator.
 *
 * <p><strong>The order of summation</strong> is fixed, as it is for strict: within a row column j is added to lane j mod
 * 8, the row's sum is ((l0+l1)+(l2+l3))+((l4+l5)+(l6+l7)), rows follow from north to south. What a correlation or a
 * variance needs is summed about the row's first value and joined from row to row by means and spreads, so that nothing
 * cancels, whatever the size of the raw fields.
 */
package fairweather.scoring.parity;
