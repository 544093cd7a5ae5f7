package fairweather.scoring.rig;

import fairweather.failure.Failure;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.memory.Allowance;
import fairweather.scoring.forecast.Layout;
import fairweather.scoring.forecast.Measured;
import fairweather.scoring.forecast.Measurer;
import fairweather.scoring.forecast.Workplace;
import fairweather.scoring.input.LeadInputs;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;

/** Measures in this process as always, but for what a test changes. */
public abstract class OrdinaryMeasurer implements Measurer {
    private final Measurer measurer;

    protected OrdinaryMeasurer(ObjectReader objects, Instant initTime, Allowance memory) {
        this.measurer = Workplace.HERE.open(objects, initTime, memory);
    }

    @Override
    public void require(Layout layout, Collection<LeadInputs.Complete> leads) {
        measurer.require(layout, leads);
    }

    @Override
    public SortedMap<Integer, List<Measured>> measure(
            SortedMap<Integer, LeadInputs.Complete> leads, Predicate<Failure> spent) {
        return measurer.measure(leads, spent);
    }

    @Override
    public boolean leadsShareChunks(LeadInputs.Complete inputs) {
        return measurer.leadsShareChunks(inputs);
    }

    @Override
    public void close() {
        measurer.close();
    }
}
