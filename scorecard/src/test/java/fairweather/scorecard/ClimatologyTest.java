package fairweather.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import fairweather.forecast.zarr.ZarrVariable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which field of a climatology is compared with. The truth is 300 K everywhere; so the field used shows in the error. */
class ClimatologyTest {
    @TempDir
    private Path folder;

    private Path truth;

    @BeforeEach
    void write() throws IOException {
        truth = Stores.write(folder.resolve("truth"), Stores.timeless("2t", Stores.field((a, o) -> 300)));
    }

    private double used(Path climatology, String time) {
        List<JsonNode> elements = Cli.json(
                "--forecast",
                truth,
                "--truth",
                truth,
                "--climatology",
                climatology,
                "--init",
                time,
                "--region",
                "global");
        return 300 - Math.sqrt(elements.getFirst().get("mse_climatology").asDouble());
    }

    /** A field of 200 K and one kelvin for every step along the first dimensions. */
    private Path climatology(String name, List<String> dimensions, List<Integer> lengths, ZarrVariable... coordinates)
            throws IOException {
        int fields = lengths.stream().reduce(1, Math::multiplyExact);
        float[] values = new float[fields * 40];
        for (int i = 0; i < values.length; i++) {
            values[i] = 200 + i / 40 / 20f;
        }
        List<String> names = new ArrayList<>(dimensions);
        names.addAll(List.of("lat", "lon"));
        List<Integer> shape = new ArrayList<>(lengths);
        shape.addAll(List.of(5, 8));
        ZarrVariable[] all = Arrays.copyOf(coordinates, coordinates.length + 1);
        all[coordinates.length] = ZarrVariable.floats("2t", names, shape, values);
        return Stores.write(folder.resolve(name), all);
    }

    private static ZarrVariable counted(String name, int first, int count, int step) {
        return ZarrVariable.coordinate(
                name,
                IntStream.range(0, count)
                        .mapToLong(i -> first + (long) i * step)
                        .toArray());
    }

    @ParameterizedTest
    @CsvSource({"2021-01-31T18, 0", "2021-02-01T00, 1", "2020-12-31T23, 11"})
    void of_twelve_months_the_one_of_the_valid_time(String time, int month) throws IOException {
        Path months = climatology("months", List.of("month"), List.of(12), counted("month", 1, 12, 1));
        assertThat(used(months, time)).isCloseTo(200 + month / 20.0, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({
        "2021-01-01T00, 0, 0",
        "2021-01-01T05, 0, 0",
        "2021-01-01T06, 0, 1",
        "2021-01-02T23, 1, 3",
        "2021-03-01T12, 59, 2",
        "2020-02-29T12, 59, 2",
        "2020-03-01T00, 60, 0",
        "2020-12-31T18, 365, 3"
    })
    void of_days_and_hours_the_exact_day_and_the_hour_rounded_down_to_six(String time, int day, int quarter)
            throws IOException {
        Path days = climatology(
                "days",
                List.of("dayofyear", "hour"),
                List.of(366, 4),
                counted("dayofyear", 1, 366, 1),
                counted("hour", 0, 4, 6));
        assertThat(used(days, time)).isCloseTo(200 + (4 * day + quarter) / 20.0, within(1e-4));
    }

    @Test
    void the_hour_may_come_first_as_weatherbench_has_it() throws IOException {
        Path hours = climatology(
                "hours",
                List.of("hour", "dayofyear"),
                List.of(4, 366),
                counted("hour", 0, 4, 6),
                counted("dayofyear", 1, 366, 1));
        assertThat(used(hours, "2021-01-03T07")).isCloseTo(200 + (366 + 2) / 20.0, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({"2021-02-03T07, 1, 1", "2021-12-31T23, 11, 3", "2021-01-01T00, 0, 0"})
    void months_may_have_hours(String time, int month, int quarter) throws IOException {
        Path months = climatology(
                "monthly",
                List.of("month", "hour"),
                List.of(12, 4),
                counted("month", 1, 12, 1),
                counted("hour", 0, 4, 6));
        assertThat(used(months, time)).isCloseTo(200 + (4 * month + quarter) / 20.0, within(1e-4));
    }

    @Test
    void hours_alone_are_those_of_every_day() throws IOException {
        Path hours = climatology("daily", List.of("hour"), List.of(4), counted("hour", 0, 4, 6));
        assertThat(used(hours, "2021-02-03T13")).isCloseTo(200 + 2 / 20.0, within(1e-4));
    }

    @Test
    void a_single_field_is_that_of_every_time_whatever_time_it_has() throws IOException {
        Path one = climatology(
                "one",
                List.of("time"),
                List.of(1),
                counted("time", 0, 1, 1).withAttribute("units", "days since 1990-06-15"));
        assertThat(used(one, "2021-01-03T07")).isCloseTo(200, within(1e-4));
    }

    @Test
    void of_a_time_series_the_exact_time() throws IOException {
        Path series = climatology(
                "series",
                List.of("time"),
                List.of(3),
                counted("time", 0, 3, 6).withAttribute("units", "hours since 2021-01-01"));
        assertThat(used(series, "2021-01-01T12")).isCloseTo(200 + 2 / 20.0, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({"days since 1800-01-01, -657073", "days since 2001-01-01, 14", "days since 0001-01-01, 0"})
    void of_twelve_times_in_twelve_months_the_one_of_the_calendar_month(String units, long january) throws IOException {
        long[] days = new long[12];
        for (int m = 0; m < 12; m++) {
            days[m] = january
                    + List.of(0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
                            .get(m);
        }
        Path months = climatology(
                "times",
                List.of("time"),
                List.of(12),
                ZarrVariable.coordinate("time", days).withAttribute("units", units));
        assertThat(used(months, "2021-01-31T18")).isCloseTo(200, within(1e-4));
        assertThat(used(months, "2021-02-01T00")).isCloseTo(200 + 1 / 20.0, within(1e-4));
        assertThat(used(months, "2021-12-03T00")).isCloseTo(200 + 11 / 20.0, within(1e-4));
    }
}
