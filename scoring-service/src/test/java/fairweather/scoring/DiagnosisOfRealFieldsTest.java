package fairweather.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.reference.Field;
import fairweather.reference.Grid;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.directory.DirectorySource;
import fairweather.scoring.diagnosis.Background;
import fairweather.scoring.diagnosis.Diagnosis;
import fairweather.scoring.diagnosis.Examination;
import fairweather.scoring.diagnosis.Resemblance;
import fairweather.scoring.metric.Rows;
import fairweather.scoring.metric.WeightRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ucar.nc2.NetcdfFile;

/**
 * What the thresholds of the diagnosis are chosen by: honest forecasts of real weather are neither pairs nor lies, copies
 * and lies are found.
 */
class DiagnosisOfRealFieldsTest {
    private static final DirectorySource ARCHIVE = DirectorySource.open(Path.of("..", "demo", "data"));
    private static final Instant START = Instant.parse("2018-10-06T18:00:00Z");
    private static final Path ENSEMBLE =
            Path.of("..", "..", "shared", "data", "era5-eda-z500-t850-201701", "derived", "era5-levels-members.nc");

    private static final Map<String, Optional<float[]>> READ = new HashMap<>();

    /** α of a damped forecast as the demonstration's miner has it: at 48 h hardly anything is left of the start. */
    private static final Map<String, Map<Integer, Double>> ALPHA = Map.of(
            "10u", Map.of(12, 0.7733, 24, 0.2542, 48, -0.0289, 72, -0.1424, 120, -0.2433),
            "10v", Map.of(12, 0.756, 24, 0.1751, 48, -0.0857, 72, -0.168, 120, -0.1975));

    /** All that is known of one component, and the forecasts of it. */
    private record Case(Grid grid, int leadHours, float[] truth, float[] climatology, Map<Integer, float[]> around) {
        Diagnosis examined(float[] forecast) {
            Map<Integer, Rows> others = new TreeMap<>();
            around.forEach((hours, field) -> others.put(hours, Rows.of(field)));
            Examination examination = new Examination(new Background(
                    grid.latitudes(),
                    grid.columns(),
                    WeightRule.COS_1,
                    Rows.of(truth),
                    new Field("x", null, START, grid, truth).sha256(),
                    Rows.of(climatology),
                    leadHours,
                    others));
            for (int row = 0; row < grid.rows(); row++) {
                examination.row(row, Arrays.copyOfRange(forecast, row * grid.columns(), (row + 1) * grid.columns()));
            }
            return examination.result();
        }

        double distance(float[] one, float[] other) {
            return Resemblance.distance(examined(one).sketch(), examined(other).sketch());
        }

        double error(float[] forecast) {
            double sum = 0;
            for (int i = 0; i < truth.length; i++) {
                sum += ((double) forecast[i] - truth[i]) * ((double) forecast[i] - truth[i]);
            }
            return Math.sqrt(sum / truth.length);
        }
    }

    @ParameterizedTest(name = "{0} at {1} h")
    @CsvSource({
        "10u, 12",
        "10u, 24",
        "10u, 48",
        "10u, 72",
        "10u, 120",
        "10v, 12",
        "10v, 24",
        "10v, 48",
        "10v, 72",
        "10v, 120"
    })
    void honest_winds_are_no_pairs_and_no_lies(String variable, int lead) {
        Case wind = wind(variable, lead);
        Map<String, float[]> forecasts = honest(variable, lead, wind);

        assertNoPairsAndNoLies(wind, forecasts);
    }

    private static void assertNoPairsAndNoLies(Case component, Map<String, float[]> forecasts) {
        Map<String, float[]> sketches = new LinkedHashMap<>();
        forecasts.forEach((name, forecast) -> {
            Diagnosis diagnosis = component.examined(forecast);
            assertThat(diagnosis.match()).as(name).isNull();
            sketches.forEach((other, sketch) -> assertThat(Resemblance.distance(sketch, diagnosis.sketch()))
                    .as("%s and %s", name, other)
                    .isGreaterThan(2 * Resemblance.NEAR_DUPLICATE));
            sketches.put(name, diagnosis.sketch());
        });
    }

    @ParameterizedTest(name = "{0} at {1} h")
    @CsvSource({"10u, 24", "10v, 24", "10u, 120", "10v, 120"})
    void copies_are_pairs_with_some_noise_too(String variable, int lead) {
        Case wind = wind(variable, lead);
        Map<String, float[]> forecasts = honest(variable, lead, wind);
        float[] climatology = forecasts.remove("climatology");
        assertThat(wind.distance(climatology, climatology)).isZero();
        assertThat(wind.distance(climatology, noisy(climatology, 0.1, 9)))
                .as("what is left of climatology and noise without climatology is noise of one's own")
                .isGreaterThan(0.5);
        forecasts.forEach((name, forecast) -> {
            float[] noisy = noisy(forecast, 0.01 * wind.error(forecast), 9);

            assertThat(wind.distance(forecast, forecast)).as(name).isZero();
            assertThat(wind.distance(forecast, noisy)).as(name).isPositive().isLessThan(Resemblance.NEAR_DUPLICATE);
        });
    }

    private static Map<String, float[]> honest(String variable, int lead, Case wind) {
        float[] mean = mean(analyses(variable));
        float[] start = analysis(variable, 0);
        Map<String, float[]> forecasts = new LinkedHashMap<>();
        forecasts.put("persistence", start);
        forecasts.put("damped", blend(mean, start, ALPHA.get(variable).get(lead)));
        forecasts.put("sample mean", mean);
        forecasts.put("climatology", wind.climatology());
        forecasts.put(
                "the GFS forecast of 3 h",
                ((Ready) ARCHIVE.forecast(variable, null, START, 3)).field().values());
        for (double deviation : new double[] {0.5, 1, 2, 4}) {
            forecasts.put("noise " + deviation, noisy(wind.truth(), deviation, 1));
            forecasts.put("noise " + deviation + ", again", noisy(wind.truth(), deviation, 2));
        }
        return forecasts;
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"z", "t"})
    void members_of_an_ensemble_are_no_pairs_and_persistence_is_no_lie(String variable) throws IOException {
        Assumptions.assumeTrue(Files.exists(ENSEMBLE), "skipped: there is no ../shared/data");
        for (int level = 0; level < 2; level++) {
            float[][][] members = ensemble(variable, level);
            for (int time = 1; time < 4; time++) {
                Map<Integer, float[]> around = new TreeMap<>();
                for (int other = 0; other < 4; other++) {
                    around.put(12 * (other - time), members[9][other]);
                }
                List<float[]> all = new ArrayList<>();
                for (int t = 0; t < 4; t++) {
                    all.add(members[0][t]);
                }
                Case component = new Case(Grid.global(61, 120), 12 * time, members[9][time], mean(all), around);
                Map<String, float[]> forecasts = new LinkedHashMap<>();
                for (int member = 0; member < 4; member++) {
                    forecasts.put("member " + member, members[member][time]);
                    forecasts.put("member " + member + ", held", members[member][0]);
                }
                forecasts.put("damped", blend(component.climatology(), members[0][0], 0.7));
                assertNoPairsAndNoLies(component, forecasts);
            }
        }
    }

    @Test
    void a_good_forecast_under_a_lie_is_named() throws IOException {
        Assumptions.assumeTrue(Files.exists(ENSEMBLE), "skipped: there is no ../shared/data");
        float[][][] geopotential = ensemble("z", 1);
        Case component = new Case(
                Grid.global(61, 120),
                36,
                geopotential[9][3],
                geopotential[9][0],
                Map.of(-12, geopotential[9][2], -24, geopotential[9][1]));

        assertThat(matchOf(component, geopotential[0][2], 1)).isEqualTo("valid_time_minus_12h");
        assertThat(matchOf(component, geopotential[0][3], 1 / 9.80665f)).isEqualTo("divided_by_9.80665");
        assertThat(matchOf(component, flipped(geopotential[0][3], 61, 120), 1)).isEqualTo("latitude_flipped");
        assertThat(matchOf(component, shifted(geopotential[0][3], 120, 60), 1)).isEqualTo("longitude_shifted_180");
        assertThat(matchOf(component, shifted(geopotential[0][3], 120, 1), 1))
                .isEqualTo("longitude_shifted_east_1_step");
        assertThat(component.examined(geopotential[0][3]).match()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10u", "10v"})
    void a_wind_that_is_negated_flipped_or_of_the_next_day_is_named(String variable) {
        Case wind = wind(variable, 24);
        float[] forecast = noisy(wind.truth(), 1, 1);

        assertThat(matchOf(wind, forecast, -1)).isEqualTo("negated");
        assertThat(matchOf(wind, flipped(forecast, 181, 360), 1)).isEqualTo("latitude_flipped");
        assertThat(matchOf(wind, shifted(forecast, 360, 180), 1)).isEqualTo("longitude_shifted_180");
        assertThat(matchOf(wind, noisy(wind.around().get(24), 1, 1), 1)).isEqualTo("valid_time_plus_24h");
        assertThat(matchOf(wind, forecast, 100)).isEqualTo("times_100");
    }

    private static String matchOf(Case component, float[] forecast, float factor) {
        float[] changed = forecast.clone();
        for (int i = 0; i < changed.length; i++) {
            changed[i] *= factor;
        }
        return component.examined(changed).match().name();
    }

    private static Case wind(String variable, int lead) {
        Map<Integer, float[]> around = new TreeMap<>();
        for (int hours : new int[] {-24, -12, -6, 6, 12, 24}) {
            read(variable, START.plus(Duration.ofHours(lead + hours))).ifPresent(field -> around.put(hours, field));
        }
        float[] navy =
                ((Ready) ARCHIVE.climatology(variable, null, START)).field().values();
        return new Case(Grid.global(181, 360), lead, analysis(variable, lead), navy, around);
    }

    private static float[] analysis(String variable, int hours) {
        return read(variable, START.plus(Duration.ofHours(hours))).orElseThrow();
    }

    private static List<float[]> analyses(String variable) {
        List<float[]> analyses = new ArrayList<>();
        for (Instant time : ARCHIVE.listedAnalyses(variable, null)) {
            read(variable, time).ifPresent(analyses::add);
        }
        return analyses;
    }

    private static Optional<float[]> read(String variable, Instant time) {
        return READ.computeIfAbsent(
                variable + time,
                key -> ARCHIVE.analysis(variable, null, time) instanceof Ready ready
                        ? Optional.of(ready.field().values())
                        : Optional.empty());
    }

    /** {@code [member][time]}, each field row-major. */
    private static float[][][] ensemble(String variable, int level) throws IOException {
        int points = 61 * 120;
        float[][][] members = new float[10][4][];
        try (NetcdfFile file = NetcdfFile.open(ENSEMBLE.toString())) {
            float[] all = (float[]) file.findVariable(variable).read().get1DJavaArray(float.class);
            for (int member = 0; member < 10; member++) {
                for (int time = 0; time < 4; time++) {
                    int from = ((member * 4 + time) * 2 + level) * points;
                    members[member][time] = Arrays.copyOfRange(all, from, from + points);
                }
            }
        }
        return members;
    }

    private static float[] mean(List<float[]> fields) {
        float[] mean = new float[fields.getFirst().length];
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            for (float[] field : fields) {
                sum += field[i];
            }
            mean[i] = (float) (sum / fields.size());
        }
        return mean;
    }

    private static float[] blend(float[] mean, float[] field, double alpha) {
        float[] blend = new float[mean.length];
        for (int i = 0; i < blend.length; i++) {
            blend[i] = (float) (mean[i] + alpha * (field[i] - mean[i]));
        }
        return blend;
    }

    private static float[] noisy(float[] field, double deviation, long seed) {
        Random random = new Random(seed);
        float[] noisy = field.clone();
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] += (float) (deviation * random.nextGaussian());
        }
        return noisy;
    }

    private static float[] flipped(float[] field, int rows, int columns) {
        float[] flipped = new float[field.length];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(field, (rows - 1 - i) * columns, flipped, i * columns, columns);
        }
        return flipped;
    }

    private static float[] shifted(float[] field, int columns, int east) {
        float[] shifted = new float[field.length];
        for (int i = 0; i < field.length; i++) {
            shifted[i] = field[i / columns * columns + Math.floorMod(i % columns - east, columns)];
        }
        return shifted;
    }
}
