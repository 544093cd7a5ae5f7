package fairweather.scoring.input;

import fairweather.reference.Grid;
import fairweather.scoring.diagnosis.Background;
import fairweather.scoring.diagnosis.Examination;
import fairweather.scoring.metric.Rows;
import fairweather.scoring.metric.WeightRule;
import fairweather.scoring.store.ProvenanceJson;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What one variable on one level is scored against at one lead; all fields lie on one grid.
 *
 * @param level hPa, or null for a surface variable
 * @param reference the reference forecast, or null
 * @param mseClimatology mean square error of climatology, known without any forecast
 * @param truthAtOtherTimes what happened to be at hand, by hours after the valid time: for diagnosis only
 */
public record ComponentInputs(
        String variable,
        Integer level,
        Evidence truth,
        Evidence climatology,
        Evidence reference,
        double mseClimatology,
        int leadHours,
        SortedMap<Integer, Evidence> truthAtOtherTimes) {

    /** With the truth of the valid time alone. */
    public ComponentInputs(
            String variable,
            Integer level,
            Evidence truth,
            Evidence climatology,
            Evidence reference,
            double mseClimatology,
            int leadHours) {
        this(variable, level, truth, climatology, reference, mseClimatology, leadHours, new TreeMap<>());
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
        truthAtOtherTimes.forEach((hours, other) -> others.put(hours, other.rows()));
        return new Examination(new Background(
                grid.latitudes(),
                grid.columns(),
                rule,
                truth.rows(),
                truth.sha256(),
                climatology.rows(),
                leadHours,
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
