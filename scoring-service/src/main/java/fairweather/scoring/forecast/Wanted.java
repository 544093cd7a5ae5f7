package fairweather.scoring.forecast;

import fairweather.forecast.store.WantedField;
import fairweather.scoring.input.ComponentInputs;
import fairweather.scoring.metric.Kernel;

/** One component that is to be measured at one lead. */
record Wanted(int leadHours, ComponentInputs inputs, Kernel kernel) {
    WantedField field() {
        return new WantedField(inputs.variable(), inputs.level(), leadHours);
    }
}
