package fairweather.bench.scoring;

import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.scoring.input.ComponentInputs;
import fairweather.scoring.input.Evidence;
import fairweather.scoring.input.LeadInputs;
import fairweather.scoring.metric.Kernel;
import fairweather.scoring.metric.Rows;
import fairweather.scoring.metric.Standard;
import fairweather.scoring.metric.WeightRule;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the forecast is scored against, as the service has it: mapped files, and the truth's own sums. */
final class Inputs {
    private static final Instant VALID = Dataset.START.plus(Duration.ofHours(Dataset.LEAD_HOURS));

    private Inputs() {}

    static LeadInputs.Complete of(Dataset data) throws IOException {
        Kernel kernel = kernel();
        List<FloatBuffer> truths = data.fields("truth");
        List<FloatBuffer> climatologies = data.fields("climatology");
        List<ComponentInputs> components = new ArrayList<>();
        for (int i = 0; i < truths.size(); i++) {
            Dataset.Name name = Dataset.names().get(i);
            Evidence truth =
                    evidence(FieldKey.truth(name.variable(), name.level(), VALID), truths.get(i), data.directory());
            Evidence climatology = evidence(
                    FieldKey.climatology(name.variable(), name.level(), VALID), climatologies.get(i), data.directory());
            Rows c = climatology.rows();
            components.add(new ComponentInputs(
                    name.variable(),
                    name.level(),
                    truth,
                    climatology,
                    null,
                    kernel.truth(new Standard(truth.rows(), c, null, null))));
        }
        return new LeadInputs.Complete(Dataset.GRID, kernel, components);
    }

    static Kernel kernel() {
        return new Kernel(Dataset.GRID.latitudes(), Dataset.COLUMNS, WeightRule.COS_1);
    }

    private static Evidence evidence(FieldKey key, FloatBuffer values, Path file) {
        Field field = new Field(key.variable(), key.level(), VALID, Dataset.GRID, values);
        Provenance provenance = new Provenance("bench", "bench", "", key, null);
        return new Evidence(key, new Readiness.Ready(field, field.sha256(), provenance), file);
    }
}
