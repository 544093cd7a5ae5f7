package fairweather.scoring.input;

import fairweather.reference.Grid;
import fairweather.scoring.diagnosis.Background;
import fairweather.scoring.diagnosis.Examination;
import fairweather.scoring.metric.Rows;
import fairweather.scoring.metric.Standard;
import fairweather.scoring.metric.TruthSums;
import fairweather.scoring.metric.WeightRule;
import fairweather.scoring.score.VariableLimits;
import fairweather.scoring.store.ProvenanceJson;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What one variable on one level is scored against at one lead; all fields lie on one grid.
 *
 * @param level hPa, or null for a surface variable
 * @param reference the reference forecast, or null
 * @param sums what no forecast changes, computed once for all of them
 */
public record ComponentInputs(
        String variable,
        Integer level,
        Evidence truth,
        Evidence climatology,
        Evidence reference,
        TruthSums sums,
        TruthAround around) {

    /** Without the truth of any other time. */
    public ComponentInputs(
            String variable, Integer level, Evidence truth, Evidence climatology, Evidence reference, TruthSums sums) {
        this(variable, level, truth, climatology, reference, sums, TruthAround.NONE);
    }

    /** Mean square error of climatology, known without any forecast. */
    public double mseClimatology() {
        return sums.mseClimatology();
    }

    public Standard standard() {
        return new Standard(
                truth.rows(),
                climatology.rows(),
                reference == null ? null : reference.rows(),
                VariableLimits.documentedBounds(variable, level).orElse(null));
    }

    /** For example {@code 10u} or {@code z500}. */
    public String name() {
        return level == null ? variable : variable + level;
    }

    /** Truth, climatology and, if there is one, the reference. */
    public List<Evidence> evidence() {
        return present(truth, climatology, reference);
    }

    /** Looks at one forecast of this component. */
    public Examination examination(WeightRule rule) {
        Grid grid = truth.field().grid();
        Map<Integer, Rows> others = new TreeMap<>();
        around.byHours().forEach((hours, other) -> others.put(hours, other.rows()));
        return new Examination(new Background(
                grid.latitudes(),
                grid.columns(),
                rule,
                truth.rows(),
                truth.sha256(),
                climatology.rows(),
                around.leadHours(),
                others));
    }

    static List<Evidence> present(Evidence... evidence) {
        return Stream.of(evidence).filter(Objects::nonNull).toList();
    }

    /** Where the fields came from, substitutions included, as it stands in a score row. */
    public JsonObject sources() {
        JsonObject json = new JsonObject()
                .put("truth", ProvenanceJson.of(truth.provenance()))
                .put("climatology", ProvenanceJson.of(climatology.provenance()));
        if (reference != null) {
            json.put("reference", ProvenanceJson.of(reference.provenance()));
        }
        return json;
    }
}
