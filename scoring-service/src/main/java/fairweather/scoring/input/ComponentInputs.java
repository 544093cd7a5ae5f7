package fairweather.scoring.input;

import fairweather.scoring.metric.Standard;
import fairweather.scoring.metric.TruthSums;
import fairweather.scoring.score.VariableLimits;
import fairweather.scoring.store.ProvenanceJson;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What one variable on one level is scored against at one lead; all fields lie on one grid.
 *
 * @param level hPa, or null for a surface variable
 * @param reference the reference forecast, or null
 * @param sums what no forecast changes, computed once for all of them
 */
public record ComponentInputs(
        String variable, Integer level, Evidence truth, Evidence climatology, Evidence reference, TruthSums sums) {

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
