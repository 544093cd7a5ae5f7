package fairweather.scorecard.card;

import java.util.Optional;

/**
 * One field that was asked for.
 *
 * @param unit of the field
 * @param measured empty if truth or climatology are missing; without a forecast it holds what truth and climatology tell
 * @param forecastRead whether there was a forecast to measure
 * @param reason why the component is not scored, one sentence; empty if it is
 * @param regridded whether forecast, climatology or reference were interpolated
 */
public record Component(
        Key key,
        Step step,
        String unit,
        Optional<Measured> measured,
        boolean forecastRead,
        Optional<String> reason,
        boolean regridded) {

    public boolean scored() {
        return reason.isEmpty();
    }
}
