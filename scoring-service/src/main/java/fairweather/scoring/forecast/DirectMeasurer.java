package fairweather.scoring.forecast;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.store.ForecastReader;
import fairweather.forecast.store.TargetGrid;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.memory.Allowance;
import fairweather.run.VariableLevels;
import fairweather.scoring.input.LeadInputs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Measures in this process; also what a child process does. Each chunk is fetched, summed and dropped. */
public final class DirectMeasurer implements Measurer {
    private final ForecastReader reader;
    private final Allowance memory;

    /** Fetches the metadata. */
    public DirectMeasurer(ObjectReader objects, Instant initTime, Allowance memory) {
        this.reader = ForecastReader.open(objects, initTime, Caps.DEFAULT);
        this.memory = memory;
    }

    @Override
    public void require(Layout layout, Collection<LeadInputs.Complete> leads) {
        MemoryRefused.unlessAllowed(memory, ReadingMemory.of(reader, leads));
        TargetGrid target = new TargetGrid(layout.latitudes(), layout.longitudes());
        String first = null;
        for (VariableLevels variable : layout.variables()) {
            for (Integer level : variable.levelsOrSurface()) {
                for (int lead : layout.leads()) {
                    var absent = reader.absence(variable.name(), level, lead, target);
                    if (absent.isEmpty() || absent.get().code() != Code.CONTENT_LAYOUT) {
                        return;
                    }
                    first = first == null ? absent.get().reason() : first;
                }
            }
        }
        throw new FailureException(Code.CONTENT_LAYOUT, "no configured variable can be read: " + first);
    }

    @Override
    public SortedMap<Integer, List<Measured>> measure(
            SortedMap<Integer, LeadInputs.Complete> leads, Predicate<Failure> spent) {
        MemoryRefused.unlessAllowed(memory, ReadingMemory.of(reader, leads.values()));
        memory.grow(Math.max(0, ReadingMemory.ofPipeline(reader, leads.values()) - memory.bytes()));
        SortedMap<Integer, List<Measured>> measured = new TreeMap<>();
        leads.keySet().forEach(lead -> measured.put(lead, new ArrayList<>()));
        for (LeadPlan plan : LeadPlan.of(reader, leads)) {
            List<Measured> results =
                    new Measurement(reader, plan, spent, memory.bytes() - ReadingMemory.BASE).results();
            for (int i = 0; i < results.size(); i++) {
                measured.get(plan.wanted().get(i).leadHours()).add(results.get(i));
            }
        }
        return measured;
    }

    @Override
    public boolean leadsShareChunks(LeadInputs.Complete inputs) {
        return inputs.components().stream().anyMatch(component -> reader.sharesTimes(component.variable()));
    }

    @Override
    public void close() {
        // What it holds ends with it.
    }
}
