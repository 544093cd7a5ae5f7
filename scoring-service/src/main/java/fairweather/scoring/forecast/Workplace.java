package fairweather.scoring.forecast;

import fairweather.forecast.zarr.ObjectReader;
import fairweather.memory.Allowance;
import java.time.Instant;

/** Where forecasts are measured: in this process or in a child. The result is the same to the last bit. */
@FunctionalInterface
public interface Workplace {
    /** In this process, in the caller's thread. */
    Workplace HERE = DirectMeasurer::new;

    /**
     * @param objects of the frozen store, checked against its manifest
     * @param initTime T0 of the run, from which leads count
     * @param memory that the work may use
     */
    Measurer open(ObjectReader objects, Instant initTime, Allowance memory);
}
