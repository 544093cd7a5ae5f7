package fairweather.scoring.child;

import fairweather.reference.Readiness.Ready;
import fairweather.reference.cache.FieldCache;
import fairweather.scoring.forecast.Layout;
import fairweather.scoring.input.ComponentInputs;
import fairweather.scoring.input.Evidence;
import fairweather.scoring.input.LeadInputs;
import fairweather.scoring.metric.Kernel;
import fairweather.scoring.metric.TruthSums;
import fairweather.scoring.metric.WeightRule;
import fairweather.scoring.parity.ParityKernel;
import fairweather.scoring.parity.ParityStage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a child is told.
 *
 * @param initTime T0 of the run
 * @param memory bytes that the child may use
 * @param layout what to judge the forecast for, or null
 * @param leads what to measure by lead, or null
 */
record WorkDescription(Instant initTime, long memory, Layout layout, SortedMap<Integer, Lead> leads) {

    /**
     * @param rule null if there are no components
     * @param parity the stage of mode parity, or null
     */
    record Lead(WeightRule rule, ParityStage parity, List<Component> components) {}

    /**
     * @param reference null if there is none
     * @param sums those of the truth
     */
    record Component(
            String variable,
            Integer level,
            FieldFile truth,
            FieldFile climatology,
            FieldFile reference,
            double[] sums) {}

    /** @param sha256 of the payload, as the parent has checked it */
    record FieldFile(Path path, String sha256) {}

    static WorkDescription judging(Instant initTime, long memory, Layout layout) {
        return new WorkDescription(initTime, memory, layout, null);
    }

    static WorkDescription measuring(Instant initTime, long memory, SortedMap<Integer, LeadInputs.Complete> inputs) {
        SortedMap<Integer, Lead> leads = new TreeMap<>();
        inputs.forEach((hours, lead) -> leads.put(
                hours,
                new Lead(
                        lead.kernel() == null ? null : lead.kernel().rule(),
                        lead.parity() == null ? null : lead.parity().stage(),
                        lead.components().stream()
                                .map(WorkDescription::component)
                                .toList())));
        return new WorkDescription(initTime, memory, null, leads);
    }

    private static Component component(ComponentInputs inputs) {
        return new Component(
                inputs.variable(),
                inputs.level(),
                file(inputs.truth()),
                file(inputs.climatology()),
                inputs.reference() == null ? null : file(inputs.reference()),
                inputs.sums().toArray());
    }

    private static FieldFile file(Evidence evidence) {
        return new FieldFile(evidence.file().toAbsolutePath(), evidence.sha256());
    }

    /** The fields, mapped. */
    SortedMap<Integer, LeadInputs.Complete> inputs() {
        SortedMap<Integer, LeadInputs.Complete> inputs = new TreeMap<>();
        leads.forEach((hours, lead) -> inputs.put(hours, inputs(lead)));
        return inputs;
    }

    private static LeadInputs.Complete inputs(Lead lead) {
        List<ComponentInputs> components =
                lead.components().stream().map(WorkDescription::inputs).toList();
        if (components.isEmpty()) {
            return new LeadInputs.Complete(null, null, components);
        }
        var grid = components.getFirst().truth().field().grid();
        ParityKernel parity = lead.parity() == null
                ? null
                : new ParityKernel(lead.parity(), grid.latitudes(), grid.columns(), lead.rule());
        Kernel kernel = new Kernel(grid.latitudes(), grid.columns(), lead.rule());
        return new LeadInputs.Complete(grid, kernel, parity, components);
    }

    private static ComponentInputs inputs(Component component) {
        return new ComponentInputs(
                component.variable(),
                component.level(),
                mapped(component.truth()),
                mapped(component.climatology()),
                component.reference() == null ? null : mapped(component.reference()),
                TruthSums.ofArray(component.sums()));
    }

    private static Evidence mapped(FieldFile file) {
        Ready ready = FieldCache.map(file.path())
                .filter(field -> field.sha256().equals(file.sha256()))
                .orElseThrow(() -> new IllegalStateException("a file of the field cache is not what it was"));
        return new Evidence(ready.provenance().actual(), ready, file.path());
    }
}
