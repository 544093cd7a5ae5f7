package fairweather.scoring.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.Manifest;
import fairweather.forecast.zarr.MemoryReader;
import fairweather.forecast.zarr.VerifyingReader;
import fairweather.memory.MemoryBudget;
import fairweather.scoring.input.LeadInputs;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.Store;
import fairweather.scoring.rig.Subjects;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ForecastTest {
    @Test
    void where_nothing_is_to_be_scored_nothing_is_required_and_nothing_measured() {
        SortedMap<ObjectKey, byte[]> objects = Store.persistence()
                .called("10u", "wind_x")
                .called("10v", "wind_y")
                .objects();
        BoundedObjects bounded = new BoundedObjects(
                new MemoryReader(objects), Duration.ofMinutes(1), Long.MAX_VALUE, () -> {}, System::nanoTime);
        Measurer measurer = Workplace.HERE.open(
                new VerifyingReader(Manifest.of(objects, "hotkey"), bounded),
                Archive.START,
                MemoryBudget.UNLIMITED.tryTake(0).orElseThrow());
        Forecast forecast = new Forecast(measurer, bounded);
        LeadInputs.Complete nothing = new LeadInputs.Complete(null, null, List.of());

        forecast.requireAnyVariable(Subjects.config(), List.of(nothing));
        assertThat(forecast.measure(new TreeMap<>(Map.of(12, nothing)), failure -> true))
                .isEqualTo(Map.of(12, List.of()));
    }
}
