package fairweather.scoring.metric;

import fairweather.vector.VectorSupport;

/**
 * Sums one row of float32 values into a {@link RowResult}. The scalar and the vector arithmetic give the same bits, since
 * both keep to the same lanes. Safe for use by several threads.
 */
interface RowArithmetic {
    /** The one that this process uses, chosen when it starts. */
    RowArithmetic CHOSEN = VectorSupport.available() && VectorRows.suit() ? new VectorRows() : new ScalarRows();

    /**
     * @param forecast with the row's values, the first at {@code from}
     * @param standard all of whose fields are float32
     * @param row of the standard
     * @param at where in {@code results} the row's numbers begin
     */
    void sum(float[] forecast, int from, Standard standard, int row, int columns, double[] results, int at);
}
