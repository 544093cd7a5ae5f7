package fairweather.scoring.component;

import fairweather.job.Write;
import fairweather.scoring.diagnosis.ForecastSketch;
import fairweather.scoring.forecast.Measured;
import fairweather.scoring.input.ComponentInputs;
import fairweather.scoring.store.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sketches of the components of one lead that count: by them a forecast is found again among all others. */
public final class SketchRow {
    private static final String UPSERT = """
            INSERT INTO forecast_sketches (run_id, response_id, score_type, lead_hours, components, sketch)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (response_id, score_type, lead_hours) DO UPDATE SET
                components = EXCLUDED.components, sketch = EXCLUDED.sketch, compared_at = NULL
            """;

    /** Between the name of a component and the hash of its truth. */
    static final String TRUTH = "@";

    /** Enough of a truth's hash to tell it from others. */
    private static final int DIGITS = 8;

    private SketchRow() {}

    /** A lead of which nothing counts has a row, too: it resembles nobody. */
    public static Write day1(Response response, int leadHours, List<Measured> measured) {
        return write(response, Day1Result.SCORE_TYPE, leadHours, measured);
    }

    public static Write era5(Response response, int leadHours, List<Measured> measured) {
        return write(response, LeadResult.SCORE_TYPE, leadHours, measured);
    }

    private static Write write(Response response, String scoreType, int leadHours, List<Measured> measured) {
        Map<String, float[]> sketches = new LinkedHashMap<>();
        for (Measured one : measured) {
            if (one.counts() && one.diagnosis().sketch() != null) {
                sketches.put(name(one.inputs()), one.diagnosis().sketch());
            }
        }
        ForecastSketch sketch = ForecastSketch.of(sketches);
        return Write.of(
                UPSERT,
                response.runId(),
                response.id(),
                scoreType,
                leadHours,
                sketch.components().toArray(String[]::new),
                boxed(sketch.numbers()));
    }

    private static String name(ComponentInputs inputs) {
        return inputs.name() + TRUTH + inputs.truth().sha256().substring(0, DIGITS);
    }

    private static Float[] boxed(float[] numbers) {
        Float[] boxed = new Float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            boxed[i] = numbers[i];
        }
        return boxed;
    }
}
