package fairweather.scorecard.grid;

import fairweather.reference.Grid;
import fairweather.scorecard.data.Axes;
import fairweather.scoring.metric.Rows;

/** The way from a file's axes to a canonical grid. */
public sealed interface Placement permits Reordered, Bilinear {

    /** @param values {@code [lat][lon]} in the order of the source's axes; shared, not copied */
    Rows rows(float[] values);

    /** Whether values are interpolated; else they are only moved. */
    boolean regridded();

    /**
     * Reorders if the target's points are among the source's; else interpolates if that is allowed.
     *
     * @throws Mismatch if the grids differ and may not be interpolated
     */
    static Placement of(Axes source, Grid target, boolean regrid) {
        Sorted sorted = Sorted.of(source);
        try {
            return Reordered.of(sorted, target);
        } catch (Mismatch different) {
            if (!regrid) {
                throw different;
            }
            return new Bilinear(sorted, target);
        }
    }
}
