package fairweather.scoring.diagnosis;

import fairweather.scoring.metric.RowVisitor;

/** What a forecast has at the sample's points; all other rows pass unseen. */
final class FieldSample implements RowVisitor {
    private final SamplePoints points;
    private final float[] values;

    FieldSample(SamplePoints points) {
        this.points = points;
        this.values = new float[points.count()];
    }

    /** Different rows may come from different threads: no two of them write to the same place. */
    @Override
    public void row(int row, float[] ofRow) {
        int band = points.bandOfRow(row);
        if (band < 0) {
            return;
        }
        for (int point = points.firstOfBand(band); point < points.firstOfBand(band + 1); point++) {
            values[point] = ofRow[points.column(point)];
        }
    }

    SamplePoints points() {
        return points;
    }

    /** NaN or infinite where the forecast has a gap. */
    double value(int point) {
        return values[point];
    }
}
