package fairweather.reference.gfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.reference.CanonicalVariable;
import fairweather.reference.Data;
import fairweather.reference.FieldKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GfsIndexTest {
    private static final GfsStep STEP = new GfsStep(Instant.parse("2018-10-06T18:00:00Z"), 12);
    private static final long LENGTH = 9000;
    private static final String WHOLE = """
            1:0:d=2018100618:PRMSL:mean sea level:12 hour fcst:
            2:1000:d=2018100618:UGRD:10 m above ground:12 hour fcst:
            3:2500:d=2018100618:VGRD:10 m above ground:12 hour fcst:
            4:3000:d=2018100618:UGRD:10 m above ground:6-12 hour ave fcst:
            5:4000:d=2018100618:TMP:2 m above ground:12 hour fcst:ENS=+1
            6:5000:d=2018100618:TMP:2 m above ground:12 hour fcst:
            7.1:6000:d=2018100618:UGRD:500 mb:12 hour fcst:
            7.2:6000:d=2018100618:VGRD:500 mb:12 hour fcst:
            8:7000:d=2018100618:HGT:50 mb:12 hour fcst:
            9:8000:d=2018100618:HGT:500 mb:12 hour fcst:
            """;

    @Test
    void a_message_ends_where_the_next_one_begins() throws Refusal {
        assertThat(message(WHOLE, "10u", null)).isEqualTo(new Span(1000, 2499));
    }

    @Test
    void the_last_message_ends_with_the_file() throws Refusal {
        assertThat(message(WHOLE, "z", 500)).isEqualTo(new Span(8000, LENGTH - 1));
    }

    @Test
    void fields_that_share_a_message_share_all_of_its_bytes() throws Refusal {
        assertThat(message(WHOLE, "u", 500)).isEqualTo(new Span(6000, 6999));
        assertThat(message(WHOLE, "v", 500)).isEqualTo(new Span(6000, 6999));
    }

    @Test
    void a_line_with_more_parts_or_of_an_average_is_not_the_plain_forecast() throws Refusal {
        assertThat(message(WHOLE, "2t", null)).isEqualTo(new Span(5000, 5999));
        assertThat(message(WHOLE, "10u", null).from()).isEqualTo(1000);
    }

    @Test
    void a_level_is_found_by_the_whole_of_its_text() throws Refusal {
        assertThat(message(WHOLE, "z", 50)).isEqualTo(new Span(7000, 7999));
    }

    @ParameterizedTest
    @CsvSource({
        "20221014.gfs.t00z.pgrb2.0p25.f000.idx, 2022-10-14T00:00:00Z, 0",
        "20221014.gfs.t06z.pgrb2.0p25.f021.idx, 2022-10-14T06:00:00Z, 21",
        "20231104.gfs.t00z.pgrb2.0p25.f000.idx, 2023-11-04T00:00:00Z, 0",
        "20231104.gfs.t00z.pgrb2.0p25.f021.idx, 2023-11-04T00:00:00Z, 21"
    })
    void every_field_of_the_daily_series_is_found_in_the_real_indexes(String file, Instant cycle, int hours)
            throws IOException, Refusal {
        GfsIndex index = GfsIndex.parse(sample(file), new GfsStep(cycle, hours), 10);
        long length = index.lastOffset() + 700_000;
        for (FieldKey key : DailySeries.fields(cycle, hours)) {
            CanonicalVariable variable = CanonicalVariable.of(key.variable()).orElseThrow();
            assertThat(index.message(key, variable, length).length())
                    .as(key.describe())
                    .isBetween(100_000L, 2_000_000L);
        }
    }

    @Test
    void an_index_that_begins_in_the_middle_of_its_file_is_refused() {
        GfsStep step = new GfsStep(Instant.parse("2023-09-28T00:00:00Z"), 6);
        assertThatThrownBy(() -> GfsIndex.parse(sample("gfs.t00z.pgrb2.0p25.f006.test-limit-100.idx"), step, 10))
                .hasMessage("line 1 of the index begins at byte 367869364 instead of 0");
    }

    @Test
    void the_indexes_of_other_models_are_read_and_do_not_list_what_they_do_not_have() throws IOException, Refusal {
        Instant cycle = Instant.parse("2023-12-01T00:00:00Z");
        GfsIndex hrrr = GfsIndex.parse(sample("hrrr.t00z.wrfsfcf00.grib2.idx"), new GfsStep(cycle, 0), 10);
        assertThat(hrrr.message(FieldKey.analysis("2t", null, cycle), CanonicalVariable.TEMPERATURE_2M, 1L << 30)
                        .length())
                .isGreaterThan(100_000);
        GfsIndex rap = GfsIndex.parse(sample("rap.t00z.awp130pgrbf00.grib2.idx"), new GfsStep(cycle, 0), 10);
        assertThatThrownBy(() -> rap.message(
                        FieldKey.analysis("msl", null, cycle), CanonicalVariable.SEA_LEVEL_PRESSURE, 1L << 30))
                .hasMessage("the index does not list PRMSL at mean sea level");
        GfsStep wave = new GfsStep(Instant.parse("2023-08-23T18:00:00Z"), 1);
        GfsIndex waves = GfsIndex.parse(sample("gfswave.t18z.atlocn.0p16.f001.grib2.idx"), wave, 10);
        assertThat(waves.lastOffset()).isEqualTo(657_151);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2:1000:               | 2:                   | line 2 of the index is no line of an index
            2:1000                | 2:x1000              | line 2 of the index is no line of an index
            :UGRD:500             | :UGRD500             | line 7 of the index is no line of an index
            50 mb:12 hour fcst:   | 50 mb:12 hour fcst   | line 9 of the index is no line of an index
            4:3000                | 4:2499               | line 4 of the index goes back from byte 2500 to 2499
            1:0:                  | 1:1:                 | line 1 of the index begins at byte 1 instead of 0
            8:7000:d=2018100618   | 8:7000:d=2018100612  | line 9 of the index says d=2018100612 instead of d=2018100618
            8:7000:d=2018100618   | 8:7000:d=20181006    | line 9 of the index is no line of an index
            mean sea level        | mean séa level       | line 1 of the index is not plain ASCII text
            PRMSL                 | <html>\\r            | line 1 of the index is not plain ASCII text
            """)
    void a_spoilt_index_is_refused_and_the_line_is_named(String part, String spoilt, String why) {
        assertThat(WHOLE).contains(part);
        assertThatThrownBy(() -> parse(WHOLE.replace(part, spoilt.replace("\\r", "\r"))))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.UNFINISHED))
                .hasMessageStartingWith(why);
    }

    @Test
    void an_index_that_is_empty_too_short_too_long_or_a_page_is_refused() {
        assertThatThrownBy(() -> parse("")).hasMessage("the index is empty");
        String first = WHOLE.substring(0, WHOLE.indexOf("9:8000"));
        assertThatThrownBy(() -> parse(first)).hasMessage("the index has 9 lines instead of 10 to 2000");
        String line = "1:0:d=2018100618:A:B:C:\n";
        assertThatThrownBy(() -> parse(line.repeat(2001))).hasMessage("the index has 2001 lines instead of 10 to 2000");
        assertThatThrownBy(() -> parse("<html><body>Over the rate limit</body></html>"))
                .hasMessage("line 1 of the index is no line of an index: "
                        + "\"<html><body>Over the rate limit</body></html>\"");
    }

    @Test
    void a_field_must_be_listed_once_and_for_the_step_of_the_file() {
        assertThatThrownBy(() -> message(WHOLE.replace("VGRD:500 mb", "UGRD:500 mb"), "u", 500))
                .hasMessage("lines 7 and 8 of the index both list UGRD at 500 mb");
        assertThatThrownBy(() -> message(WHOLE.replace("sea level:12 hour", "sea level:6 hour"), "msl", null))
                .hasMessage("line 1 of the index lists PRMSL at mean sea level for \"6 hour fcst\" "
                        + "instead of \"12 hour fcst\"");
        assertThatThrownBy(() -> message(WHOLE, "q", 500)).hasMessage("the index does not list SPFH at 500 mb");
    }

    @Test
    void a_message_that_is_too_long_or_beyond_the_file_is_refused() {
        String wide = WHOLE.replace("2:1000:", "2:17000000:").replaceAll("(?m)^([3-9][.12]*):\\d+", "$1:17000000");
        assertThatThrownBy(() -> GfsIndex.parse(bytes(wide), STEP, 10)
                        .message(key("msl", null), CanonicalVariable.SEA_LEVEL_PRESSURE, 18_000_000))
                .hasMessage("line 1 of the index begins a message of 17000000 bytes in a file of 18000000");
        assertThatThrownBy(() -> parse(WHOLE).message(key("z", 50), CanonicalVariable.GEOPOTENTIAL, 7500))
                .hasMessageStartingWith("line 9 of the index begins a message");
        assertThatThrownBy(() -> parse(WHOLE).message(key("z", 500), CanonicalVariable.GEOPOTENTIAL, 8000))
                .hasMessageStartingWith("line 10 of the index begins a message of 0 bytes");
    }

    @Test
    void an_index_cut_anywhere_is_refused_or_does_not_list_what_was_cut_off() {
        byte[] whole = bytes(WHOLE);
        for (int length = 0; length < whole.length - 1; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> GfsIndex.parse(cut, STEP, 10)
                            .message(key("z", 500), CanonicalVariable.GEOPOTENTIAL, LENGTH))
                    .as("cut after " + length + " bytes")
                    .isInstanceOf(Refusal.class);
        }
    }

    private static Span message(String index, String variable, Integer level) throws Refusal {
        return parse(index)
                .message(key(variable, level), CanonicalVariable.of(variable).orElseThrow(), LENGTH);
    }

    private static FieldKey key(String variable, Integer level) {
        return FieldKey.forecast(variable, level, STEP.cycle(), STEP.hours());
    }

    private static GfsIndex parse(String text) throws Refusal {
        return GfsIndex.parse(bytes(text), STEP, 10);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] sample(String file) throws IOException {
        return Files.readAllBytes(Data.collection("gfs-idx/" + file));
    }
}
