package fairweather.reference.grib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.failure.FailureException;
import fairweather.reference.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every packing we claim to read gives, to the last bit of a float, the values that ecCodes gives. */
class GribPackingTest {
    private static final Path WINDS = Data.DEMO.resolve("gfs/f000/gfs.t00z.pgrb2.1p00.f000.2018100618");

    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ref_simple_packing.grib2",
                "gfs.complex.grib2",
                "gfs.jpeg.grib2",
                "gfs.t18z.pgrb2.0p25.f186-RH.grib2",
                "gec00_20250101_00_soilw.grib",
                "gfs.t12z.pgrb2.0p25.f023-PV-TMP-missing.grib2",
                "missing_values.grib2"
            })
    void real_files_of_templates_0_3_and_40_decode_exactly_with_missing_values_as_NaN(String file)
            throws IOException, InterruptedException {
        assertDecodesLikeEccodes(Data.collection("grib2-packing/" + file));
    }

    @ParameterizedTest
    @CsvSource({"ds.critfireo.bin.xz, 2", "gdas.t12z.pgrb2.0p25.f000.46.xz, 3"})
    void complex_packing_with_missing_values_and_a_constant_field_decode_exactly(String file, int template)
            throws IOException, InterruptedException {
        Path plain = temporary.resolve("plain");
        float[] expected = Eccodes.valuesInFileOrder(Data.collection("grib2-packing/" + file), plain);
        GribRecord record =
                GribFile.read(file, Files.readAllBytes(plain)).records().getFirst();
        assertThat(record.packingTemplate()).isEqualTo(template);
        assertEqual(record.valuesInFileOrder(), expected);
    }

    @Test
    void noise_that_takes_more_bits_as_jpeg_than_its_values_have_decodes_exactly()
            throws IOException, InterruptedException {
        Path file = temporary.resolve("noise");
        Eccodes.writeNoiseInJpeg(file);
        assertDecodesLikeEccodes(file);
    }

    /** netcdf-java divides by the float 10^-3, which is not exact; none of our variables is packed so. */
    @Test
    void a_negative_decimal_scale_decodes_to_one_unit_in_the_last_place() throws IOException, InterruptedException {
        Path plain = temporary.resolve("plain");
        Path file = Data.collection("grib2-packing/gdas.t12z.pgrb2.0p25.f000.12.xz");
        float[] expected = Eccodes.valuesInFileOrder(file, plain);
        float[] ours = GribFile.read("gdas", Files.readAllBytes(plain))
                .records()
                .getFirst()
                .valuesInFileOrder();
        float worst = 0;
        for (int i = 0; i < expected.length; i++) {
            worst = Math.max(worst, Math.abs(ours[i] - expected[i]) / Math.ulp(expected[i]));
        }
        assertThat(worst).isLessThanOrEqualTo(1f);
    }

    @Test
    void the_demonstrations_winds_decode_exactly() throws IOException, InterruptedException {
        assertDecodesLikeEccodes(WINDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ij_directions/ipos_jneg.grib2",
                "ij_directions/ipos_jpos.grib2",
                "ij_directions/ineg_jneg.grib2",
                "ij_directions/ineg_jpos.grib2",
                "scanning_mode.grib2",
                "scanning_mode_with_bitmap.grib2"
            })
    void every_scanning_mode_is_turned_to_north_first_and_longitude_0_first(String file)
            throws IOException, InterruptedException {
        assertDecodesLikeEccodes(Data.collection("grib2-packing/" + file));
    }

    @Test
    @Tag("P-43")
    void one_field_in_four_scanning_modes_is_one_canonical_field() throws IOException {
        float[] expected = values("grib2-packing/ij_directions/ipos_jneg.grib2");
        for (String file : List.of("ipos_jpos", "ineg_jneg", "ineg_jpos")) {
            assertThat(values("grib2-packing/ij_directions/" + file + ".grib2")).isEqualTo(expected);
        }
    }

    /** In the order of the file, as numpy computed them from what ecCodes decodes. */
    @ParameterizedTest
    @ValueSource(strings = {"gfs.complex.grib2", "gfs.jpeg.grib2", "ref_simple_packing.grib2"})
    void decoded_values_have_the_known_figures(String file) throws IOException {
        JsonNode expected = new ObjectMapper()
                .readTree(Files.readAllBytes(Data.collection("reference-scores.json")))
                .at("/spot-values/" + file);
        float[] values = GribFile.read(file, Files.readAllBytes(Data.collection("grib2-packing/" + file)))
                .records()
                .getFirst()
                .valuesInFileOrder();

        assertThat(values).hasSize(expected.get("n").intValue());
        for (int i = 0; i < 5; i++) {
            isFigure(values[i], expected.at("/first5/" + i));
        }
        DoubleSummaryStatistics figures =
                IntStream.range(0, values.length).mapToDouble(i -> values[i]).summaryStatistics();
        isFigure(figures.getMin(), expected.get("min"));
        isFigure(figures.getMax(), expected.get("max"));
        isFigure(figures.getAverage(), expected.get("mean"));
    }

    /** The figure was rounded to four places from double precision; ours is a float32. */
    private static void isFigure(double ours, JsonNode figure) {
        double expected = figure.doubleValue();
        assertThat(ours).isCloseTo(expected, within(0.5e-4 + Math.ulp((float) expected) / 2));
    }

    /** Two packings of one field: the one that is read has the figures that hold for both. */
    @Test
    void the_field_that_png_holds_too_is_read_from_jpeg_and_refused_from_png() throws IOException {
        JsonNode known = new ObjectMapper()
                .readTree(Files.readAllBytes(Data.collection("reference-scores.json")))
                .at("/spot-values");
        assertThat(known.get("gfs.png.grib2")).isEqualTo(known.get("gfs.jpeg.grib2"));
        String png = "gfs.png.grib2";
        GribRecord record = GribFile.read(png, Files.readAllBytes(Data.collection("grib2-packing/" + png)))
                .records()
                .getFirst();
        assertThat(record.packingTemplate()).isEqualTo(41);
        assertThatThrownBy(record::values).hasMessageContaining("UNSUPPORTED_PACKING");
    }

    @ParameterizedTest
    @CsvSource({
        "gfs.png.grib2, 5.41",
        "aifs-ens-cf-t500.grib2, 5.42",
        "aifs-single-t500.grib2, 5.42",
        "Z__C_RJTD_20160822020000_NOWC_GPV_Ggis10km_Pphw10_FH0000-0100_grib2.bin, 5.200"
    })
    void other_packings_are_refused_by_name(String file, String template) throws IOException {
        Path path = Data.collection("grib2-packing/" + file);
        GribRecord record =
                GribFile.read(file, Files.readAllBytes(path)).records().getFirst();
        assertThatThrownBy(record::values)
                .isInstanceOfSatisfying(
                        FailureException.class,
                        failure -> assertThat(failure.failure().message())
                                .startsWith("UNSUPPORTED_PACKING")
                                .endsWith(template));
    }

    @Test
    void a_gaussian_grid_is_refused() throws IOException {
        byte[] bytes = Files.readAllBytes(Data.collection("grib2-packing/flux.grb"));
        GribRecord record = GribFile.read("flux.grb", bytes).records().getFirst();
        assertThatThrownBy(record::values).hasMessageContaining("grid template 3.40");
    }

    private static float[] values(String file) throws IOException {
        return GribFile.read(file, Files.readAllBytes(Data.collection(file)))
                .records()
                .getFirst()
                .values();
    }

    private static void assertDecodesLikeEccodes(Path file) throws IOException, InterruptedException {
        float[] expected = Eccodes.canonicalValues(file);
        float[] ours = GribFile.read(file.getFileName().toString(), Files.readAllBytes(file))
                .records()
                .getFirst()
                .values();
        assertEqual(ours, expected);
    }

    /** Bit for bit, with a short message: the arrays have a million elements. */
    private static void assertEqual(float[] ours, float[] expected) {
        int first = Arrays.mismatch(ours, expected);
        assertThat(first)
                .as(() -> "at " + first + ": " + ours[first] + " instead of " + expected[first])
                .isEqualTo(-1);
    }
}
