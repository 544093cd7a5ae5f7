package fairweather.scoring.diagnosis;

import fairweather.scoring.metric.RowVisitor;
import java.util.concurrent.atomic.LongAdder;

/** Looks at one field while it is decoded. Rows may come in any order and from several threads. */
public final class Examination implements RowVisitor {
    private final Background background;
    private final Seed seed;
    private final FieldSample sample;
    private final LongAdder negatives = new LongAdder();

    public Examination(Background background) {
        this.background = background;
        this.seed = Seed.of(background.truthSha256());
        this.sample = new FieldSample(SamplePoints.of(background.latitudes().length, background.columns(), seed));
    }

    @Override
    public void row(int row, float[] values) {
        sample.row(row, values);
        int below = 0;
        for (float value : values) {
            below += value < 0 ? 1 : 0;
        }
        negatives.add(below);
    }

    /** What was found, once every row has been seen. */
    public Diagnosis result() {
        return new Diagnosis(BestMatch.of(sample, background), negatives.sum(), Sketch.of(sample, background, seed));
    }
}
