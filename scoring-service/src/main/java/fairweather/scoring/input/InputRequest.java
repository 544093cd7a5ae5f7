package fairweather.scoring.input;

import fairweather.reference.Grid;
import fairweather.run.ScoringMode;
import fairweather.run.VariableLevels;
import fairweather.scoring.metric.WeightRule;
import fairweather.scoring.parity.ParityKernel;
import fairweather.scoring.parity.ParityStage;
import fairweather.scoring.store.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Which fields are wanted.
 *
 * @param source the name of the run's source
 * @param variables with their levels in hPa
 */
public record InputRequest(
        String source,
        Stage stage,
        Instant initTime,
        int leadHours,
        List<VariableLevels> variables,
        WeightRule rule,
        ScoringMode mode) {
    /** What the truth of a stage is. */
    public enum Stage {
        /** Against the GFS analysis, with the GFS forecast of the same cycle as reference. */
        DAY1,
        /** Against ERA5; with a reference only if the catalogue has one. */
        ERA5
    }

    public InputRequest {
        variables = List.copyOf(variables);
    }

    public static InputRequest day1(Run run, int leadHours) {
        return of(run, Stage.DAY1, leadHours, run.config().day1Keys());
    }

    public static InputRequest era5(Run run, int leadHours) {
        return of(run, Stage.ERA5, leadHours, run.config().variables());
    }

    private static InputRequest of(Run run, Stage stage, int leadHours, List<VariableLevels> variables) {
        return new InputRequest(
                run.config().referenceSource(),
                stage,
                run.initTime(),
                leadHours,
                variables,
                run.weightRule(),
                run.config().mode());
    }

    /** What the request needs for mode parity on a grid, or null. */
    ParityKernel parity(Grid grid) {
        return switch (mode) {
            case STRICT -> null;
            case PARITY -> new ParityKernel(parityStage(), grid.latitudes(), grid.columns(), rule);
        };
    }

    private ParityStage parityStage() {
        return switch (stage) {
            case DAY1 -> ParityStage.DAY1;
            case ERA5 -> ParityStage.ERA5;
        };
    }

    public Instant validTime() {
        return initTime.plus(Duration.ofHours(leadHours));
    }
}
