package fairweather.scoring.score;

import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.metric.Metrics;

/**
 * One level of a variable, or a surface field.
 *
 * @param present false if the component is absent; then its error counts as climatology's and its correlation as 0
 * @param mse mean square error; climatology's if absent
 * @param mseClimatology mean square error of climatology, which truth and climatology alone decide
 * @param acc centred anomaly correlation; 0 if absent or undefined
 */
public record LevelResult(boolean present, double mse, double mseClimatology, double acc) {

    /** @throws IllegalArgumentException if V has no weight: such a component is absent */
    public static LevelResult of(Metrics metrics) {
        Metric mse = metrics.get(MetricName.MSE);
        if (!mse.defined()) {
            throw new IllegalArgumentException("a component without points is absent");
        }
        return new LevelResult(
                true,
                mse.value(),
                metrics.get(MetricName.MSE_CLIMATOLOGY).value(),
                metrics.get(MetricName.ACC).orElse(0));
    }

    /** 1 - mse/mseClimatology, but from 0 to 1; 0 if the level is absent or the ratio undefined. */
    double clampedSkill() {
        if (present && mse == 0) {
            return 1;
        }
        return mseClimatology == 0 ? 0 : ScoreRules.clamp(1 - mse / mseClimatology);
    }

    public static LevelResult absent(double mseClimatology) {
        return new LevelResult(false, mseClimatology, mseClimatology, 0);
    }
}
