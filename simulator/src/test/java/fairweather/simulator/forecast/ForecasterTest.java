package fairweather.simulator.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.failure.FailureException;
import fairweather.simulator.DemonstrationData;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecasterTest {
    private static final Instant MISSING_CYCLE = Instant.parse("2018-10-10T18:00:00Z");
    private static final WindArchive ARCHIVE = DemonstrationData.archive();
    private static final Map<String, Forecaster> NAMED = Map.of(
            "persistence", new Forecaster.Persistence(),
            "damped", new Forecaster.Damped(),
            "sample_mean_climatology", new Forecaster.SampleMean(),
            "navy_october_climatology", new Forecaster.Climatology());

    @ParameterizedTest
    @ValueSource(ints = {6, 12, 24, 48, 120})
    void theNamedForecastersHaveTheErrorsOfTheReferenceScoresOverAllStarts(int lead) throws IOException {
        for (Wind wind : Wind.values()) {
            JsonNode expected = referenceScores(wind).path("lead_" + lead + "h");
            List<Instant> starts = ARCHIVE.times(wind).stream()
                    .filter(start -> ARCHIVE.times(wind).contains(start.plus(Duration.ofHours(lead))))
                    .toList();
            assertThat(starts).hasSize(expected.path("n").intValue());
            NAMED.forEach((name, forecaster) -> {
                double meanSquare = starts.stream()
                        .mapToDouble(start -> meanSquareError(forecaster, wind, start, lead))
                        .average()
                        .orElseThrow();
                assertThat(Math.sqrt(meanSquare))
                        .as("%s of %s", name, wind.variable())
                        .isCloseTo(expected.path(name).doubleValue(), within(0.00005001));
            });
        }
    }

    @Test
    void theNoiseHasTheStandardDeviationThatItsNameSays() {
        for (double deviation : new double[] {0.5, 1, 2, 4}) {
            Forecaster noise = new Forecaster.Noise(deviation, 1);
            double error = Math.sqrt(meanSquareError(noise, Wind.U, DemonstrationData.START, 24));
            assertThat(error).isCloseTo(deviation, within(0.01 * deviation));
        }
    }

    @Test
    void theSameNoiseIsTheSameToTheLastBitAndAnotherSeedLeadOrVariableIsAnother() {
        Forecaster.Noise noise = new Forecaster.Noise(1, 1);
        float[] field = noise.field(ARCHIVE, Wind.U, DemonstrationData.START, 24);
        assertThat(noise.field(ARCHIVE, Wind.U, DemonstrationData.START, 24)).isEqualTo(field);
        assertThat(correlationOfNoise(noise, new Forecaster.Noise(1, 2), Wind.U, 24, 24))
                .isCloseTo(0, within(0.02));
        assertThat(correlationOfNoise(noise, noise, Wind.U, 24, 30)).isCloseTo(0, within(0.02));
        assertThat(correlationOfNoise(noise, new Forecaster.Noise(1, 1), Wind.U, 24, 24))
                .isCloseTo(1, within(0.02));
    }

    @Test
    void theFirstNormalDeviatesAreThoseWrittenDownHere() {
        NormalSequence normal = NormalSequence.of(1, 0, DemonstrationData.START.getEpochSecond(), 24);
        assertThat(new double[] {normal.next(), normal.next(), normal.next()})
                .containsExactly(-0.44677147484262486, 0.7569135975148538, 1.2005904136653405);
    }

    @Test
    void aMissingCycleIsReplacedByTheMeanOfItsNeighboursForTheNoiseAndRefusedAsAStart() {
        float[] before = ARCHIVE.analysis(Wind.V, Instant.parse("2018-10-10T12:00:00Z"));
        float[] after = ARCHIVE.analysis(Wind.V, Instant.parse("2018-10-11T00:00:00Z"));
        float[] mean = ARCHIVE.verifying(Wind.V, MISSING_CYCLE);
        assertThat(mean[12345]).isEqualTo((before[12345] + after[12345]) / 2);
        assertThatThrownBy(() -> ARCHIVE.analysis(Wind.V, MISSING_CYCLE))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("There is no analysis of 10v");
    }

    @Test
    void outsideTheArchiveTheNearestAnalysisStandsInForTheVerifyingOne() {
        Instant last = Instant.parse("2018-10-16T18:00:00Z");
        assertThat(ARCHIVE.verifying(Wind.U, last.plus(Duration.ofDays(3)))).isSameAs(ARCHIVE.analysis(Wind.U, last));
        assertThat(ARCHIVE.verifying(Wind.U, DemonstrationData.START.minus(Duration.ofDays(3))))
                .isSameAs(ARCHIVE.analysis(Wind.U, DemonstrationData.START));
    }

    @Test
    void theFirstAnalysisHasTheSpotValuesOfTheReferenceScores() throws IOException {
        JsonNode spot = new ObjectMapper()
                .readTree(DemonstrationData.directory()
                        .resolve("reference-scores.json")
                        .toFile())
                .path("spot-values")
                .path("gfs wind 2018100618 f000 10u");
        float[] field = new Forecaster.Persistence().field(ARCHIVE, Wind.U, DemonstrationData.START, 6);
        double minimum = Double.POSITIVE_INFINITY;
        double maximum = Double.NEGATIVE_INFINITY;
        for (float value : field) {
            minimum = Math.min(minimum, value);
            maximum = Math.max(maximum, value);
        }
        assertThat(minimum).isCloseTo(spot.path("min").doubleValue(), within(1e-3));
        assertThat(maximum).isCloseTo(spot.path("max").doubleValue(), within(1e-3));
        for (int i = 0; i < 5; i++) {
            assertThat((double) field[i]).isCloseTo(spot.path("first5").path(i).doubleValue(), within(1e-3));
        }
    }

    @Test
    void theCopyHoldsTheThreeHourForecastWhichIsNotTheAnalysis() {
        Forecaster copy = new Forecaster.HeldThreeHourForecast();
        float[] field = copy.field(ARCHIVE, Wind.U, DemonstrationData.START, 6);
        assertThat(copy.field(ARCHIVE, Wind.U, DemonstrationData.START, 240)).isSameAs(field);
        double error = Math.sqrt(meanSquareError(copy, Wind.U, DemonstrationData.START, 0));
        assertThat(error).isBetween(0.5, 2.0);
    }

    @Test
    void alphaIsLinearBetweenTheListedLeadsAndConstantBeyondThem() {
        Damping damping = ARCHIVE.damping();
        assertThat(damping.alpha(Wind.U, 24)).isEqualTo(0.2542);
        assertThat(damping.alpha(Wind.U, 36)).isCloseTo((0.2542 - 0.0289) / 2, within(1e-12));
        assertThat(damping.alpha(Wind.V, 240)).isEqualTo(-0.1975);
        assertThat(damping.alpha(Wind.V, 3)).isEqualTo(0.756);
    }

    private static JsonNode referenceScores(Wind wind) throws IOException {
        return new ObjectMapper()
                .readTree(DemonstrationData.directory()
                        .resolve("reference-scores.json")
                        .toFile())
                .path("gfs-wind10m-1deg-201810 RMSE m/s (cos-lat)")
                .path(wind == Wind.U ? "u10" : "v10");
    }

    private static double meanSquareError(Forecaster forecaster, Wind wind, Instant start, int lead) {
        float[] forecast = forecaster.field(ARCHIVE, wind, start, lead);
        float[] truth = ARCHIVE.analysis(wind, start.plus(Duration.ofHours(lead)));
        double sum = 0;
        double weights = 0;
        for (int row = 0; row < 181; row++) {
            double weight = Math.max(0, Math.cos(Math.toRadians(90 - row)));
            for (int i = row * 360; i < (row + 1) * 360; i++) {
                double error = (double) forecast[i] - truth[i];
                sum += weight * error * error;
                weights += weight;
            }
        }
        return sum / weights;
    }

    private static double correlationOfNoise(Forecaster one, Forecaster two, Wind wind, int leadOne, int leadTwo) {
        float[] first = noiseOf(one, wind, leadOne);
        float[] second = noiseOf(two, wind, leadTwo);
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += (double) first[i] * second[i];
        }
        return sum / first.length;
    }

    private static float[] noiseOf(Forecaster forecaster, Wind wind, int lead) {
        float[] field =
                forecaster.field(ARCHIVE, wind, DemonstrationData.START, lead).clone();
        float[] truth = ARCHIVE.verifying(wind, DemonstrationData.START.plus(Duration.ofHours(lead)));
        for (int i = 0; i < field.length; i++) {
            field[i] -= truth[i];
        }
        return field;
    }
}
