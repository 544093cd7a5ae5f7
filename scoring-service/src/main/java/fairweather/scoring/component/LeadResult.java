package fairweather.scoring.component;

import fairweather.job.Write;
import fairweather.scoring.forecast.Measured;
import fairweather.scoring.score.Thickness;
import java.util.List;

/**
 * One ERA5 lead of a response.
 *
 * @param score S_h, from 0 to 1
 * @param components how many components count
 * @param writes the component rows and the row of the lead
 */
public record LeadResult(double score, int components, List<Write> writes) {
    static final String SCORE_TYPE = "era5";
    static final String TRUTH_TIER = "era5";

    static double[] thickness(List<Measured> levels) {
        return Thickness.of(levels.stream()
                .mapToDouble(
                        one -> one.inputs().level() == null ? 0 : one.inputs().level())
                .toArray());
    }
}
