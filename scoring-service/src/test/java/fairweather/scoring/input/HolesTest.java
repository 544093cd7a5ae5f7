package fairweather.scoring.input;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Grid;
import fairweather.reference.Product;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.reference.ReferenceSource;
import fairweather.reference.Substitution;
import fairweather.reference.cache.FieldCache;
import fairweather.reference.provider.ReferenceData;
import fairweather.run.ScoringMode;
import fairweather.run.VariableLevels;
import fairweather.scoring.input.InputRequest.Stage;
import fairweather.scoring.metric.WeightRule;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.store.Catalogue;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reference data that cover too little of the globe: what is said of them, and what is looked for anew. */
class HolesTest {
    private static final int LEAD = 12;
    private static final InputRequest DAY1 = new InputRequest(
            "demo",
            Stage.DAY1,
            Archive.START,
            LEAD,
            List.of(new VariableLevels("10u", List.of())),
            WeightRule.COS_1,
            ScoringMode.STRICT);
    private static final FieldKey TRUTH = FieldKey.analysis("10u", null, DAY1.validTime());
    private static final FieldKey CLIMATOLOGY = FieldKey.climatology("10u", null, DAY1.validTime());
    private static final FieldKey REFERENCE = FieldKey.forecast("10u", null, Archive.START, LEAD);

    @TempDir
    private Path directory;

    @Test
    void a_climatology_with_a_hole_is_blamed_and_looked_for_anew_and_the_truth_is_not() {
        FieldCache cache = FieldCache.open(directory);

        LeadInputs found = fields(cache, Set.of(CLIMATOLOGY.product()), false).find(DAY1);

        assertThat(found)
                .isEqualTo(new LeadInputs.NotYet("truth, climatology and reference together cover too little of the "
                        + "globe: values are missing in the " + CLIMATOLOGY.describe()));
        assertThat(cache.find(CLIMATOLOGY, "holed")).isEmpty();
        assertThat(cache.find(TRUTH, "holed")).isPresent();
        assertThat(cache.find(REFERENCE, "holed")).isPresent();
    }

    @Test
    void all_fields_with_holes_are_named_and_where_nothing_more_comes_the_lead_is_gone() {
        FieldCache cache = FieldCache.open(directory);

        LeadInputs found = fields(cache, Set.of(TRUTH.product(), REFERENCE.product()), true)
                .find(DAY1);

        assertThat(found)
                .isEqualTo(new LeadInputs.Gone("truth, climatology and reference together cover too little of the "
                        + "globe: values are missing in the " + TRUTH.describe() + " and in the "
                        + REFERENCE.describe()));
        assertThat(cache.find(TRUTH, "holed")).isEmpty();
        assertThat(cache.find(REFERENCE, "holed")).isEmpty();
        assertThat(cache.find(CLIMATOLOGY, "holed")).isPresent();
    }

    @Test
    void fields_on_two_grids_are_broken_and_looked_for_anew_since_one_may_come_from_a_wrong_archive() {
        FieldCache cache = FieldCache.open(directory);
        Holed source = new Holed(Set.of(), Set.of(CLIMATOLOGY.product()));

        LeadInputs found = new ReferenceFields(
                        List.of(ReferenceData.of("demo", source, false, cache)), new Catalogue(null))
                .find(DAY1);

        assertThat(found).isEqualTo(new LeadInputs.Broken("the " + CLIMATOLOGY.describe() + " lies on another grid"));
        assertThat(cache.find(CLIMATOLOGY, "holed")).isEmpty();
        assertThat(cache.find(TRUTH, "holed")).isEmpty();
    }

    /** The catalogue is asked about fields that cover the globe, and there are none. */
    private static ReferenceFields fields(FieldCache cache, Set<Product> holed, boolean closed) {
        return new ReferenceFields(
                List.of(ReferenceData.of("demo", new Holed(holed, Set.of()), closed, cache)), new Catalogue(null));
    }

    /** Half of the globe is missing in some products, and some lie on a coarser grid. */
    private record Holed(Set<Product> holed, Set<Product> coarse) implements ReferenceSource {
        @Override
        public String id() {
            return "holed";
        }

        @Override
        public Readiness read(FieldKey key) {
            Grid grid = coarse.contains(key.product()) ? Grid.global(5, 10) : Grid.global(10, 20);
            float[] values = new float[grid.points()];
            if (holed.contains(key.product())) {
                Arrays.fill(values, 0, values.length / 2, Float.NaN);
            }
            Field field = new Field(key.variable(), key.level(), key.validTime(), grid, values);
            return new Readiness.Ready(field, field.sha256(), new Provenance(id(), "file", "ab", key, null));
        }

        @Override
        public boolean current(FieldKey key, Provenance provenance) {
            return true;
        }

        @Override
        public List<Substitution> substitutions() {
            return List.of();
        }
    }
}
