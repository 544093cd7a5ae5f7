package fairweather.scoring.child;

import fairweather.scoring.forecast.Measured;
import fairweather.scoring.input.ComponentInputs;
import fairweather.scoring.input.LeadInputs;
import fairweather.scoring.metric.Metrics;
import fairweather.scoring.metric.PartialSums;
import fairweather.scoring.parity.ParitySums;
import fairweather.scoring.score.Absence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a child has measured: the sums, from which the parent derives whatever else there is. Numbers survive JSON to the
 * last bit, since they are written with as many digits as tell them from their neighbours.
 *
 * @param leads empty if only a layout was judged
 */
record Findings(SortedMap<Integer, List<Component>> leads) {

    /**
     * @param sums null if nothing could be decoded
     * @param absence null if the component counts
     * @param parity null if nothing could be decoded, and in a run of mode strict
     */
    record Component(double[] sums, Absence absence, int millis, double[] parity) {}

    Findings {
        Objects.requireNonNull(leads, "leads");
    }

    static Findings none() {
        return new Findings(new TreeMap<>());
    }

    static Findings of(SortedMap<Integer, List<Measured>> measured) {
        SortedMap<Integer, List<Component>> leads = new TreeMap<>();
        measured.forEach((hours, ofLead) ->
                leads.put(hours, ofLead.stream().map(Findings::component).toList()));
        return new Findings(leads);
    }

    private static Component component(Measured measured) {
        return new Component(
                measured.decoded() ? measured.sums().toArray() : null,
                measured.absence(),
                measured.millis(),
                measured.parity() == null ? null : measured.parity().toArray());
    }

    /** @throws IllegalArgumentException if these are not findings about the inputs */
    SortedMap<Integer, List<Measured>> measured(SortedMap<Integer, LeadInputs.Complete> inputs) {
        SortedMap<Integer, List<Measured>> measured = new TreeMap<>();
        inputs.forEach((hours, lead) -> measured.put(hours, measured(lead, leads.get(hours))));
        return measured;
    }

    private static List<Measured> measured(LeadInputs.Complete lead, List<Component> found) {
        List<ComponentInputs> inputs = lead.components();
        if (found == null || found.size() != inputs.size()) {
            throw new IllegalArgumentException("the findings are not about the components that were asked for");
        }
        List<Measured> measured = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            measured.add(measured(inputs.get(i), lead.parity() != null, found.get(i)));
        }
        return measured;
    }

    private static Measured measured(ComponentInputs inputs, boolean parity, Component found) {
        if (found.sums() == null) {
            if (found.absence() == null) {
                throw new IllegalArgumentException("a component has neither sums nor a reason for that");
            }
            return new Measured(inputs, null, null, found.absence(), found.millis());
        }
        PartialSums sums = PartialSums.ofArray(found.sums());
        if (sums.hasReference() != (inputs.reference() != null)) {
            throw new IllegalArgumentException("the sums are not of the fields that were given");
        }
        if (parity != (found.parity() != null)) {
            throw new IllegalArgumentException("the sums are not of the mode that was asked for");
        }
        return new Measured(
                inputs,
                sums,
                Metrics.of(sums.global()),
                found.absence(),
                found.millis(),
                parity ? ParitySums.ofArray(found.parity()) : null);
    }
}
