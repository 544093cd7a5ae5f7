package fairweather.deploy.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The four named forecasters scored from the files by loops that share no code with the scoring service: formulas of
 * score version 1, weights cos φ, surface winds only.
 */
final class NaiveScores {
    static final List<String> FORECASTERS = List.of("persistence", "damped", "sample mean", "navy october");
    private static final List<String> VARIABLES = List.of("10u", "10v");
    private static final int[] ALPHA_LEADS = {6, 12, 24, 48, 72, 120};
    private static final int COLUMNS = 360;

    private final Winds winds;
    private final JsonNode reference;

    NaiveScores(Path data) {
        this.winds = new Winds(data);
        try {
            this.reference = new ObjectMapper()
                    .readTree(data.resolve("reference-scores.json").toFile())
                    .get("gfs-wind10m-1deg-201810 RMSE m/s (cos-lat)");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    float[] forecast(String forecaster, String variable, int leadHours) {
        return switch (forecaster) {
            case "persistence" -> winds.analysis(variable, Winds.START);
            case "sample mean" -> winds.mean(variable);
            case "navy october" -> winds.climatology(variable);
            case "damped" -> damped(variable, leadHours);
            default -> throw new IllegalArgumentException(forecaster);
        };
    }

    private float[] damped(String variable, int leadHours) {
        double alpha = alpha(variable, leadHours);
        float[] start = winds.analysis(variable, Winds.START);
        float[] mean = winds.mean(variable);
        float[] field = new float[mean.length];
        for (int i = 0; i < field.length; i++) {
            field[i] = (float) (mean[i] + alpha * (start[i] - mean[i]));
        }
        return field;
    }

    /** Linear between the leads of the table, constant beyond. */
    private double alpha(String variable, int leadHours) {
        int last = ALPHA_LEADS[ALPHA_LEADS.length - 1];
        if (leadHours >= last) {
            return tabulated(variable, last);
        }
        int i = 0;
        while (ALPHA_LEADS[i + 1] < leadHours) {
            i++;
        }
        double share = (double) (leadHours - ALPHA_LEADS[i]) / (ALPHA_LEADS[i + 1] - ALPHA_LEADS[i]);
        return tabulated(variable, ALPHA_LEADS[i])
                + share * (tabulated(variable, ALPHA_LEADS[i + 1]) - tabulated(variable, ALPHA_LEADS[i]));
    }

    private double tabulated(String variable, int leadHours) {
        String name = variable.equals("10u") ? "u10" : "v10";
        return reference.get(name).get("lead_" + leadHours + "h").get("alpha").asDouble();
    }

    double rmse(String forecaster, String variable, int leadHours) {
        float[] f = forecast(forecaster, variable, leadHours);
        float[] t = winds.truth(variable, leadHours);
        return Math.sqrt(mean(t, i -> square((double) f[i] - t[i])));
    }

    /** Day 1 and all leads blended; {@code truthless} leads add nothing to the sum. */
    double overall(String forecaster, List<Integer> leads, List<Integer> truthless) {
        double sum = 0;
        for (int lead : leads) {
            if (!truthless.contains(lead)) {
                sum += leadScore(forecaster, lead);
            }
        }
        return 0.95 * (sum / leads.size()) + 0.05 * (day1(forecaster) >= 0.1 ? 1 : 0);
    }

    double leadScore(String forecaster, int leadHours) {
        double score = 0;
        for (String variable : VARIABLES) {
            float[] f = forecast(forecaster, variable, leadHours);
            float[] t = winds.truth(variable, leadHours);
            float[] c = winds.climatology(variable);
            double dd = mean(t, i -> square((double) f[i] - t[i]));
            double oo = mean(t, i -> square((double) t[i] - c[i]));
            double skill = Math.clamp(1 - dd / oo, 0, 1);
            double acc = Math.clamp(correlation(f, t, c), 0, 1);
            score += 0.6 * skill + 0.3 * acc + 0.1 / (1 + Math.sqrt(dd / oo));
        }
        return score / VARIABLES.size();
    }

    double day1(String forecaster) {
        double skills = 0;
        double accs = 0;
        boolean copied = false;
        for (String variable : VARIABLES) {
            float[] f = forecast(forecaster, variable, 12);
            float[] t = winds.truth(variable, 12);
            float[] c = winds.climatology(variable);
            float[] r = winds.forecast(variable);
            double dd = mean(t, i -> square((double) f[i] - t[i]));
            double hh = mean(t, i -> square((double) r[i] - t[i]));
            double distance = mean(t, i -> square((double) f[i] - r[i]));
            double penalty = Math.max(0, 1 - distance / 0.01);
            copied |= penalty > 0 || distance < 0.005;
            if (correlation(f, r, c) >= 0.3) {
                skills += Math.clamp(1 - dd / hh - penalty, 0, 1);
                accs += Math.clamp(correlation(f, t, c), 0, 1);
            }
        }
        double day1 = 0.6 * skills / VARIABLES.size() + 0.4 * accs / VARIABLES.size();
        return copied ? Math.min(day1, 0.05) : day1;
    }

    /** The centred anomaly correlation; 0 for a forecast that is the climatology. */
    private static double correlation(float[] f, float[] t, float[] c) {
        double a = mean(f, i -> (double) f[i] - c[i]);
        double o = mean(f, i -> (double) t[i] - c[i]);
        double aa = mean(f, i -> square(f[i] - (double) c[i] - a));
        double oo = mean(f, i -> square(t[i] - (double) c[i] - o));
        double ao = mean(f, i -> (f[i] - (double) c[i] - a) * (t[i] - (double) c[i] - o));
        return aa <= 1e-8 * oo ? 0 : ao / Math.sqrt(aa * oo);
    }

    /** The area mean with weights cos φ, the poles at 0, of a function of the point's index. */
    private static double mean(float[] shape, IntToDoubleFunction of) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < shape.length; i++) {
            double latitude = 90 - i / COLUMNS;
            double weight = Math.abs(latitude) == 90 ? 0 : Math.cos(Math.toRadians(latitude));
            sum += weight * of.applyAsDouble(i);
            weights += weight;
        }
        return sum / weights;
    }

    private static double square(double x) {
        return x * x;
    }
}
