package fairweather.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.scorecard.data.Dataset;
import fairweather.scorecard.data.Moment;
import fairweather.scorecard.data.Names;
import fairweather.scorecard.location.Location;
import fairweather.scorecard.location.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forty real GRIB2 files in a folder: the demonstration's, whose figures were computed in numpy. */
class GfsWindTest {
    private static final Path DATA = Path.of("..", "demo", "data");

    @ParameterizedTest
    @CsvSource({"10u, u10, 6", "10u, u10, 24", "10v, v10, 6", "10v, v10, 120"})
    void persistence_and_the_navys_october_have_their_figures(String variable, String file, int lead)
            throws IOException {
        JsonNode expected = new ObjectMapper()
                .readTree(DATA.resolve("reference-scores.json").toFile())
                .get("gfs-wind10m-1deg-201810 RMSE m/s (cos-lat)")
                .get(file)
                .get("lead_" + lead + "h");
        Location location = new Location(new Scratch(), Names.KNOWN);
        Dataset wind = location.open(DATA.resolve("gfs/f000").toString());
        Dataset october =
                location.open(DATA.resolve("climatology/navy-october-1deg.nc").toString());
        Set<Instant> times = wind.slots(variable, null)
                .map(slot -> ((Moment.At) slot.moment()).valid())
                .collect(Collectors.toSet());
        Set<Instant> starts = times.stream()
                .filter(start -> times.contains(start.plus(Duration.ofHours(lead))))
                .collect(Collectors.toSet());
        assertThat(starts).hasSize(expected.get("n").asInt());
        Persistence all = Persistence.of(wind, october, variable, starts.stream(), lead);
        assertThat(all.rmse()).isCloseTo(expected.get("persistence").asDouble(), within(6e-5));
        assertThat(all.rmseOfClimatology())
                .isCloseTo(expected.get("navy_october_climatology").asDouble(), within(6e-5));
    }
}
