package fairweather.scoring.forecast;

import fairweather.scoring.input.ComponentInputs;
import fairweather.scoring.metric.BandSums;
import fairweather.scoring.metric.Metrics;
import fairweather.scoring.metric.PartialSums;
import fairweather.scoring.metric.RowVisitor;
import fairweather.scoring.metric.Standard;
import fairweather.scoring.metric.Tally;
import fairweather.scoring.parity.ParityTally;
import fairweather.scoring.score.Absence;

/** Everything that is found out about one component while its rows pass by. */
final class FieldMeasurement implements RowVisitor {
    private final ComponentInputs inputs;
    private final Tally tally;
    /** Null in a run of mode strict. */
    private final ParityTally parity;

    FieldMeasurement(Wanted wanted) {
        this.inputs = wanted.inputs();
        Standard standard = inputs.standard();
        this.tally = wanted.kernel().tally(standard, inputs.sums());
        this.parity =
                wanted.parity() == null ? null : wanted.parity().tally(inputs.variable(), inputs.level(), standard);
    }

    @Override
    public void row(int row, float[] values) {
        tally.row(row, values);
        if (parity != null) {
            parity.row(row, values);
        }
    }

    /** Once every row has passed. */
    Measured result(int millis) {
        PartialSums sums = tally.sums();
        BandSums global = sums.global();
        Absence absence = Absence.ofValues(inputs.variable(), global).orElse(null);
        return new Measured(inputs, sums, Metrics.of(global), absence, millis, parity == null ? null : parity.sums());
    }
}
