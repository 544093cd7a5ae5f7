package fairweather.reference.grib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fairweather.reference.CanonicalVariable;
import fairweather.reference.Data;
import fairweather.reference.Grid;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GRIB1 messages of ECMWF. */
class Grib1RecordTest {
    private static final String MEMBERS = "era5-eda-z500-t850-201701/era5-levels-members.grib";

    private static List<byte[]> messages(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(Data.collection(file));
        List<byte[]> messages = new ArrayList<>();
        int from = 0;
        while (from < bytes.length) {
            // Messages are padded with zeros.
            if (bytes[from] == 0) {
                from++;
                continue;
            }
            int length = (bytes[from + 4] & 0xff) << 16 | (bytes[from + 5] & 0xff) << 8 | bytes[from + 6] & 0xff;
            messages.add(Arrays.copyOfRange(bytes, from, from + length));
            from += length;
        }
        return messages;
    }

    private static List<Grib1Record> records(String file) throws IOException {
        return messages(file).stream()
                .map(message -> Grib1Record.of(file, message))
                .toList();
    }

    @Test
    void headers_tell_variable_level_time_lead_and_member() throws IOException {
        List<Grib1Record> records = records(MEMBERS);
        assertThat(records).hasSize(160);
        assertThat(records.stream().map(Grib1Record::variable).distinct().map(found -> found.orElseThrow()))
                .containsExactlyInAnyOrder(CanonicalVariable.GEOPOTENTIAL, CanonicalVariable.TEMPERATURE);
        assertThat(records.stream().map(Grib1Record::level).distinct()).containsExactlyInAnyOrder(500, 850);
        assertThat(records.stream().map(Grib1Record::member).distinct())
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(records.stream().map(Grib1Record::referenceTime).distinct())
                .contains(Instant.parse("2017-01-01T00:00:00Z"), Instant.parse("2017-01-02T12:00:00Z"));
        assertThat(records).allMatch(record -> record.leadHours().orElseThrow() == 0);
    }

    @Test
    void a_forecast_has_its_lead_and_no_member() throws IOException {
        List<Grib1Record> records = records("ecmwf-ifs-10deg-2024/pl_regular_ll.grib");
        assertThat(records.stream()
                        .map(record -> record.leadHours().orElseThrow())
                        .distinct())
                .containsExactlyInAnyOrder(0, 6);
        assertThat(records.stream().map(Grib1Record::member)).allMatch(Objects::isNull);
        // Relative humidity is none of ours.
        assertThat(records.stream().filter(record -> record.variable().isEmpty()))
                .hasSize(48);
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 0, 3", "1, 0, 0,", "1, 0, 10, 0", "36, 3, 0, 3", "36, 0, 0,", "2, 3, 0,"})
    void a_member_is_numbered_or_one_of_several(int definition, int number, int ofHowMany, Integer member)
            throws IOException {
        byte[] message = messages(MEMBERS).getFirst();
        message[8 + 41 - 1] = (byte) definition;
        message[8 + 50 - 1] = (byte) number;
        message[8 + 51 - 1] = (byte) ofHowMany;
        assertThat(Grib1Record.of("changed", message).member()).isEqualTo(member);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0x40, 0x10})
    void other_packing_than_simple_is_refused_by_name(int flag) throws IOException {
        byte[] message = messages(MEMBERS).getFirst();
        int data = dataSection(message);
        message[data + 3] |= (byte) flag;
        Grib1Record record = Grib1Record.of("changed", message);
        assertThatThrownBy(record::values)
                .hasMessageEndingWith("UNSUPPORTED_PACKING: changed has other than simple packing");
    }

    /** After the product and grid definitions; the file has no bitmaps. */
    private static int dataSection(byte[] message) {
        int grid = 8 + length(message, 8);
        return grid + length(message, grid);
    }

    private static int length(byte[] bytes, int from) {
        return (bytes[from] & 0xff) << 16 | (bytes[from + 1] & 0xff) << 8 | bytes[from + 2] & 0xff;
    }

    @Test
    void values_are_those_of_eccodes_to_the_bit() throws IOException {
        Grib1Record record = records(MEMBERS).stream()
                .filter(one -> one.variable().orElseThrow() == CanonicalVariable.GEOPOTENTIAL
                        && one.level() == 500
                        && one.member() == 0
                        && one.referenceTime().equals(Instant.parse("2017-01-01T00:00:00Z")))
                .findFirst()
                .orElseThrow();
        assertThat(record.canonicalGrid()).isEqualTo(Grid.global(61, 120));
        float[] values = record.values();
        assertThat(values[0]).isCloseTo(51169.7031f, within(1e-3f));
        assertThat(values[120]).isCloseTo(51202.4531f, within(1e-3f));
    }

    @Test
    void a_monthly_mean_has_no_lead() throws IOException {
        Grib1Record record =
                records("era5-0p25-global/era5_2t_monthly_202210_0.25.grib").getFirst();
        assertThat(record.variable()).contains(CanonicalVariable.TEMPERATURE_2M);
        assertThat(record.level()).isNull();
        assertThat(record.leadHours()).isEmpty();
        assertThat(record.canonicalGrid()).isEqualTo(Grid.global(721, 1440));
    }

    @ParameterizedTest
    @CsvSource({
        "98, 128, 129, 100, 500, z, 1",
        "98, 128, 167, 1, 0, 2t, 1",
        "98, 128, 151, 1, 0, msl, 1",
        "98, 128, 165, 105, 10, 10u, 1",
        "7, 2, 7, 100, 500, z, 9.80665",
        "7, 2, 11, 100, 850, t, 1",
        "7, 2, 11, 105, 2, 2t, 1",
        "7, 2, 34, 105, 10, 10v, 1",
        "7, 2, 2, 102, 0, msl, 1"
    })
    void parameters_are_known_by_their_tables(
            int centre, int table, int number, int levelType, int level, String key, double factor) {
        Grib1Parameter found =
                Grib1Parameter.of(centre, table, number, levelType, level).orElseThrow();
        assertThat(found.variable().key()).isEqualTo(key);
        assertThat(found.factor()).isEqualTo(factor);
    }

    @ParameterizedTest
    @CsvSource({
        "98, 128, 129, 1, 0",
        "98, 128, 130, 109, 60",
        "7, 2, 11, 105, 10",
        "7, 2, 7, 1, 0",
        "7, 130, 11, 100, 500"
    })
    void what_is_elsewhere_or_of_another_table_is_none_of_ours(
            int centre, int table, int number, int levelType, int level) {
        assertThat(Grib1Parameter.of(centre, table, number, levelType, level)).isEmpty();
    }

    @Test
    void a_damaged_message_is_told() throws IOException {
        byte[] message = messages(MEMBERS).getFirst();
        assertThatThrownBy(() -> Grib1Record.of("x.grib", Arrays.copyOf(message, 20)))
                .hasMessageContaining("x.grib: damaged: a message cannot be read");
        byte[] cut = Arrays.copyOf(message, message.length / 2);
        assertThatThrownBy(() -> Grib1Record.of("x.grib", cut).values()).hasMessageContaining("x.grib: damaged");
    }

    @Test
    void another_kind_of_grid_is_refused() throws IOException {
        byte[] message = messages(MEMBERS).getFirst();
        int product = (message[8] & 0xff) << 16 | (message[9] & 0xff) << 8 | message[10] & 0xff;
        message[8 + product + 5] = 4;
        assertThatThrownBy(() -> Grib1Record.of("x.grib", message).canonicalGrid())
                .hasMessageContaining("no regular latitude-longitude grid (type 4)");
    }
}
