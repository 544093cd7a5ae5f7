package fairweather.scorecard;

import static fairweather.scorecard.Stores.LATITUDES;
import static fairweather.scorecard.Stores.LONGITUDES;
import static fairweather.scorecard.Stores.field;
import static fairweather.scorecard.Stores.kelvin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import fairweather.forecast.zarr.ZarrVariable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a store lays its fields out, the same numbers come out. */
class LayoutTest {
    private static final double[] NORTHWARDS = {-90, -45, 0, 45, 90};
    private static final double[] ROUND_GREENWICH = {-180, -135, -90, -45, 0, 45, 90, 135};

    @TempDir
    private Path folder;

    private Path truth;
    private Path usual;
    private List<JsonNode> expected;

    @BeforeEach
    void write() throws IOException {
        truth = Stores.temperature(folder.resolve("truth"), 4);
        usual = Stores.temperature(folder.resolve("usual"), 0);
        expected = score(Stores.temperature(folder.resolve("plain"), 5));
    }

    private List<JsonNode> score(Path forecast, Object... more) {
        Object[] arguments = new Object[6 + more.length];
        System.arraycopy(
                new Object[] {"--forecast", forecast, "--truth", truth, "--climatology", usual}, 0, arguments, 0, 6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return Cli.json(arguments);
    }

    @Test
    void the_plain_layout_has_the_skill_that_the_fields_have() {
        JsonNode global = Cli.element(expected, "2t", null, null, "global");
        // Forecast and truth are waves of 5 and 4 K about the climatology: 1 - 1²/4².
        assertThat(global.get("skill_score").asDouble()).isCloseTo(1 - 1 / 16.0, within(1e-5));
        assertThat(global.get("acc").asDouble()).isCloseTo(1, within(1e-6));
        assertThat(global.get("activity_ratio").asDouble()).isCloseTo(1.25, within(1e-5));
        assertThat(global.get("n").asInt()).isEqualTo(40);
    }

    @Test
    void latitudes_may_ascend() throws IOException {
        assertThat(score(Stores.write(
                        folder.resolve("northwards"),
                        ZarrVariable.coordinate("lat", NORTHWARDS),
                        Stores.timeless("t2m", field(NORTHWARDS, LONGITUDES, (a, o) -> kelvin(a, o, 5))))))
                .isEqualTo(expected);
    }

    @Test
    void longitudes_may_go_from_minus_180_to_180() throws IOException {
        assertThat(score(Stores.write(
                        folder.resolve("greenwich"),
                        ZarrVariable.coordinate("lon", ROUND_GREENWICH),
                        Stores.timeless("2t", field(LATITUDES, ROUND_GREENWICH, (a, o) -> kelvin(a, o, 5))))))
                .isEqualTo(expected);
    }

    @Test
    void the_first_longitude_may_be_repeated_as_the_last() throws IOException {
        double[] closed = {0, 45, 90, 135, 180, 225, 270, 315, 360};
        assertThat(score(Stores.write(
                        folder.resolve("closed"),
                        ZarrVariable.coordinate("lon", closed),
                        ZarrVariable.floats(
                                "2t",
                                List.of("lat", "lon"),
                                List.of(5, 9),
                                field(LATITUDES, closed, (a, o) -> kelvin(a, o, 5))))))
                .isEqualTo(expected);
    }

    @Test
    void longitude_may_come_before_latitude() throws IOException {
        float[] turned = new float[40];
        float[] values = field((a, o) -> kelvin(a, o, 5));
        for (int i = 0; i < 40; i++) {
            turned[i % 8 * 5 + i / 8] = values[i];
        }
        assertThat(score(Stores.write(
                        folder.resolve("turned"),
                        ZarrVariable.floats("2t", List.of("lon", "lat"), List.of(8, 5), turned))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"step", "lead_hours", "leadtime", "Lead"})
    void a_dimension_of_leads_has_one_of_several_names_in_any_case(String name) throws IOException {
        List<JsonNode> elements = score(
                Stores.write(
                        folder.resolve("leads"),
                        ZarrVariable.coordinate(name, 30L),
                        ZarrVariable.floats(
                                "2t", List.of(name, "lat", "lon"), List.of(1, 5, 8), field((a, o) -> kelvin(a, o, 5)))),
                "--init",
                "2020-03-01");
        JsonNode global = Cli.element(elements, "2t", null, 30, "global");
        assertThat(global.get("valid_time").asText()).isEqualTo("2020-03-02T06:00:00Z");
    }

    @Test
    void a_file_may_be_named_by_its_address() throws IOException {
        Path store = Stores.temperature(folder.resolve("my store"), 5);
        List<JsonNode> elements =
                Cli.json("--forecast", store.toUri(), "--truth", truth.toUri(), "--climatology", usual.toUri());
        assertThat(elements).isEqualTo(expected);
    }

    @Test
    void a_row_at_a_pole_that_only_the_truth_has_is_the_nearest_row() throws IOException {
        double[] withoutSouth = {90, 45, 0, -45};
        List<JsonNode> elements = score(Stores.write(
                folder.resolve("short"),
                ZarrVariable.coordinate("lat", withoutSouth),
                ZarrVariable.floats(
                        "2t",
                        List.of("lat", "lon"),
                        List.of(4, 8),
                        field(withoutSouth, LONGITUDES, (a, o) -> kelvin(a, o, 5)))));
        // The pole has no weight in this rule; that it is no gap shows in the count.
        JsonNode global = Cli.element(elements, "2t", null, null, "global");
        assertThat(global.get("sums").get("n_gap").asInt()).isZero();
        assertThat(global.get("rmse"))
                .isEqualTo(Cli.element(expected, "2t", null, null, "global").get("rmse"));
    }

    @ParameterizedTest
    @CsvSource({"K, 0, 1", "degC, -273.15, 1", "celsius, -273.15, 1"})
    void units_are_what_the_file_says(String unit, double offset, double factor) throws IOException {
        float[] values = field((a, o) -> kelvin(a, o, 5) * factor + offset);
        List<JsonNode> elements = score(Stores.write(
                folder.resolve("unit"), Stores.timeless("2t", values).withAttribute("units", unit)));
        assertThat(Cli.element(elements, "2t", null, null, "global").get("rmse").asDouble())
                .isCloseTo(
                        Cli.element(expected, "2t", null, null, "global")
                                .get("rmse")
                                .asDouble(),
                        within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({"gh, gpm, 156, z, 9.80665", "prmsl, Pa, 260074, msl, 1"})
    void the_names_that_cfgrib_gives_to_gfs_are_known(
            String name, String unit, int parameter, String ours, double factor) throws IOException {
        Path[] stores = new Path[3];
        for (int i = 0; i < 3; i++) {
            double wave = 100 * i;
            double mean = name.equals("gh") ? 5500 : 1e5;
            stores[i] = Stores.write(
                    folder.resolve(name + i),
                    Stores.timeless(name, field((a, o) -> mean + wave * Math.cos(Math.toRadians(o))))
                            .withAttribute("units", unit)
                            .withAttribute("GRIB_paramId", parameter));
        }
        JsonNode global = Cli.json(
                        "--forecast", stores[0], "--truth", stores[1], "--climatology", stores[2], "--region", "global")
                .getFirst();
        assertThat(global.get("variable").asText()).isEqualTo(ours);
        assertThat(global.get("rmse").asDouble()).isCloseTo(factor * 100 / Math.sqrt(2), within(0.02));
    }

    @Test
    void packed_numbers_are_unpacked() throws IOException {
        short[] packed = new short[40];
        float[] values = field((a, o) -> kelvin(a, o, 5));
        for (int i = 0; i < 40; i++) {
            packed[i] = (short) Math.round((values[i] - 270) / 0.01);
        }
        ZarrVariable variable = ZarrVariable.shorts("2t", List.of("lat", "lon"), List.of(5, 8), packed)
                .withAttribute("scale_factor", 0.01)
                .withAttribute("add_offset", 270.0)
                .withAttribute("_FillValue", -32768);
        JsonNode global =
                Cli.element(score(Stores.write(folder.resolve("packed"), variable)), "2t", null, null, "global");
        assertThat(global.get("rmse").asDouble())
                .isCloseTo(
                        Cli.element(expected, "2t", null, null, "global")
                                .get("rmse")
                                .asDouble(),
                        within(0.005));
    }

    @Test
    void consolidated_metadata_are_not_needed_on_the_disk() throws IOException {
        Path store = Stores.temperature(folder.resolve("loose"), 5);
        Files.delete(store.resolve(".zmetadata"));
        assertThat(score(store)).isEqualTo(expected);
    }

    @Test
    void a_folder_of_stores_and_files_is_one_data_set() throws IOException {
        Path many = folder.resolve("many");
        Stores.temperature(many.resolve("a.zarr"), 5);
        Stores.write(many.resolve("b.zarr"), Stores.timeless("msl", field((a, o) -> 1e5 + a)));
        Files.writeString(many.resolve("README.txt"), "what these are, and that GRIB is 4 letters");
        List<JsonNode> elements = score(many);
        assertThat(elements).hasSize(8);
        assertThat(elements.subList(0, 4)).isEqualTo(expected);
        assertThat(Cli.element(elements, "msl", null, null, "global")
                        .get("reason")
                        .asText())
                .isEqualTo("the truth has no msl, only 2t");
    }

    @Test
    void a_regional_truth_takes_its_part_of_the_forecast() throws IOException {
        double[] north = {90, 45, 0};
        double[] europe = {315, 0, 45};
        ZarrVariable field = ZarrVariable.floats(
                "2t", List.of("lat", "lon"), List.of(3, 3), field(north, europe, (a, o) -> kelvin(a, o, 4)));
        truth = Stores.write(
                folder.resolve("region"),
                ZarrVariable.coordinate("lat", north),
                ZarrVariable.coordinate("lon", europe),
                field);
        List<JsonNode> elements = score(folder.resolve("plain"));
        JsonNode global = Cli.element(elements, "2t", null, null, "global");
        assertThat(global.get("n").asInt()).isEqualTo(9);
        assertThat(global.get("regridded").asBoolean()).isFalse();
        assertThat(global.get("skill_score").asDouble()).isCloseTo(1 - 1 / 16.0, within(1e-5));
        assertThat(Cli.element(elements, "2t", null, null, "sh").get("reason").asText())
                .isEqualTo("truth and climatology have no point in this region");
    }
}
