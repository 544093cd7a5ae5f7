package fairweather.scoring.forecast;

import fairweather.run.VariableLevels;
import java.util.List;

/**
 * What a forecast is judged for before anything of it is measured: whether any of the variables is there at any of the
 * leads on this grid.
 *
 * @param latitudes of the truth's grid
 * @param longitudes of the truth's grid
 */
public record Layout(double[] latitudes, double[] longitudes, List<Integer> leads, List<VariableLevels> variables) {
    public Layout {
        leads = List.copyOf(leads);
        variables = List.copyOf(variables);
    }
}
