package fairweather.scoring.forecast;

import fairweather.forecast.store.WantedField;
import fairweather.scoring.input.ComponentInputs;
import fairweather.scoring.metric.Kernel;
import fairweather.scoring.parity.ParityKernel;

/**
 * One component that is to be measured at one lead.
 *
 * @param parity null in a run of mode strict
 */
record Wanted(int leadHours, ComponentInputs inputs, Kernel kernel, ParityKernel parity) {
    WantedField field() {
        return new WantedField(inputs.variable(), inputs.level(), leadHours);
    }
}
