package fairweather.scorecard.card;

import fairweather.reference.Grid;
import fairweather.scoring.metric.Rows;

/**
 * What one component is measured from, on the truth's grid and in one unit.
 *
 * @param forecast null if there is none; what needs the truth and climatology alone is measured all the same
 * @param reference null if there is none
 */
public record Fields(Key key, Grid grid, Rows forecast, Rows truth, Rows climatology, Rows reference) {}
