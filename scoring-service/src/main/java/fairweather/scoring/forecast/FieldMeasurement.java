package fairweather.scoring.forecast;

import fairweather.scoring.diagnosis.Examination;
import fairweather.scoring.input.ComponentInputs;
import fairweather.scoring.metric.BandSums;
import fairweather.scoring.metric.Kernel;
import fairweather.scoring.metric.Metrics;
import fairweather.scoring.metric.PartialSums;
import fairweather.scoring.metric.RowVisitor;
import fairweather.scoring.metric.Tally;
import fairweather.scoring.score.Absence;

/** Everything that is found out about one component while its rows pass by. */
final class FieldMeasurement implements RowVisitor {
    private final ComponentInputs inputs;
    private final Tally tally;
    private final Examination examination;

    FieldMeasurement(ComponentInputs inputs, Kernel kernel) {
        this.inputs = inputs;
        this.tally = kernel.tally(inputs.standard(), inputs.sums());
        this.examination = inputs.examination(kernel.rule());
    }

    @Override
    public void row(int row, float[] values) {
        tally.row(row, values);
        examination.row(row, values);
    }

    /** Once every row has passed. */
    Measured result(int millis) {
        PartialSums sums = tally.sums();
        BandSums global = sums.global();
        Absence absence = Absence.ofValues(inputs.variable(), global).orElse(null);
        return new Measured(inputs, sums, Metrics.of(global), absence, examination.result(), millis);
    }
}
