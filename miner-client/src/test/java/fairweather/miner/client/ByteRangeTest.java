package fairweather.miner.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-0", "bytes=5-", "bytes=-7", "bytes=10-999999999999999999"})
    void given_one_range_when_it_is_read_then_it_is_written_the_same(String header) {
        assertThat(ByteRange.parse(header).header()).isEqualTo(header);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=-",
                "bytes=-0",
                "bytes=2-1",
                "bytes=0-1,3-4",
                "bytes 0-1",
                "items=0-1",
                "bytes=a-b",
                "bytes=0-9999999999999999999",
                ""
            })
    void given_anything_else_when_it_is_read_then_it_is_no_range(String header) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> ByteRange.parse(header));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=10-19, bytes 10-19/100, true",
        "bytes=90-199, bytes 90-99/100, true",
        "bytes=10-, bytes 10-99/100, true",
        "bytes=-10, bytes 90-99/100, true",
        "bytes=-200, bytes 0-99/100, true",
        "bytes=10-19, bytes 11-19/100, false",
        "bytes=10-19, bytes 10-18/100, false",
        "bytes=10-19, bytes 10-20/100, false",
        "bytes=10-, bytes 10-98/100, false",
        "bytes=-10, bytes 0-9/100, false",
    })
    void given_a_range_when_a_part_comes_then_it_is_the_one_asked_for_or_not(String range, String part, boolean same) {
        assertThat(ByteRange.parse(range).asksFor(ContentRange.parse(part))).isEqualTo(same);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes 0-1/*",
                "bytes */100",
                "bytes 5-4/100",
                "bytes 0-100/100",
                "bytes=0-1/2",
                "items 0-1/2",
                "bytes 0-1/9999999999999999999",
                ""
            })
    void given_a_part_that_cannot_be_when_it_is_read_then_the_miner_breaks_the_protocol(String header) {
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> ContentRange.parse(header))
                .satisfies(broken -> assertThat(broken.code()).isEqualTo(Code.PROTOCOL));
    }
}
