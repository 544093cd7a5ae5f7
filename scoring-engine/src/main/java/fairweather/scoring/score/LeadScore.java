package fairweather.scoring.score;

import java.util.List;

/** The score of one ERA5 lead. */
public final class LeadScore {
    private LeadScore() {}

    /**
     * S_h = (1/N) Σ (0.6 skill + 0.3 acc + 0.1 rmse): 1 for a perfect forecast, 0.05 for climatology, 0 for nothing.
     *
     * @param variables in the configured order; an absent variable may be left out or have {@code presentShare} 0
     * @param configuredVariables N, fixed by the run's configuration
     */
    public static double of(List<VariableScore> variables, int configuredVariables) {
        if (configuredVariables < 1 || variables.size() > configuredVariables) {
            throw new IllegalArgumentException(variables.size() + " of " + configuredVariables + " variables");
        }
        double sum = 0;
        for (VariableScore variable : variables) {
            sum += variable.contribution();
        }
        return sum / configuredVariables;
    }
}
