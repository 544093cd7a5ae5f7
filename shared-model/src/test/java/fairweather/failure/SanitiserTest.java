package fairweather.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SanitiserTest {
    @ParameterizedTest(name = "no \"{1}\" in the clean form of \"{0}\"")
    @CsvSource({
        "Connection failed: https://10.1.2.3:8091/weather-initiate-fetch, 10.1.2.3",
        "Connection failed: https://10.1.2.3:8091/weather-initiate-fetch, 8091",
        "Connection timed out to 1.2.3.4:80, :80",
        "Connection timed out to 1.2.3.4:80, 1.2.3.4",
        "open /var/lib/gaia/era5_cache/x.nc failed, /var/lib",
        "Bearer eyJhbGciOi.abc.def rejected, eyJhbGciOi",
        "[2001:db8::1]:8091 refused, 2001:db8",
        "[2001:db8::1]:8091 refused, 8091",
        "no route to 2001:db8:0:0:0:0:0:1, 2001",
        "no route to fe80::1%eth0, fe80",
        "no route to ::ffff:10.0.0.1, 10.0.0.1",
        "password=hunter2 refused, hunter2",
        "postgresql://user:secret@db.example.org:5432/fairweather refused, secret",
        "miner.example.org:8091 refused, 8091",
        "at ..miner..example.org:8091, 8091",
        "a_-m.example.org:8091 refused, 8091",
        "not-localhost:8091 refused, 8091",
        "-eyJhbGciOi.abc.def refused, eyJhbGciOi",
        "éeyJhbGciOi.abc.def-ghi refused, eyJhbGciOi",
        "key 5F3sa2TJAWMqDhXG6jhV4N8ko9SxwGy8TpaNS1repo5EYjQX unknown, TJAWMqDhXG6jhV4N8ko9",
        "hash 2b06d322ae157c1130e70a3a68228798b787cbfc27392a96a01562f64e430ad0 differs, 1130e70a3a68228798b787"
    })
    @Tag("P-41")
    void what_must_not_be_seen_is_gone(String text, String secret) {
        assertThat(Sanitiser.clean(text)).doesNotContain(secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the cycle 2018-10-10T18:00:00Z does not exist",
                "still processing at poll 20",
                "HTTP 404: not here",
                "x.nc: not a GRIB file: HTML page"
            })
    void what_helps_an_operator_stays(String text) {
        assertThat(Sanitiser.clean(text)).isEqualTo(text);
    }

    @Test
    void a_path_keeps_its_file_name() {
        assertThat(Sanitiser.clean("open /var/lib/gaia/era5_cache/x.nc failed")).isEqualTo("open x.nc failed");
    }

    @Test
    void control_characters_and_length_are_bounded() {
        assertThat(Sanitiser.clean("a\u0000b\r\n\tc")).isEqualTo("a b c");
        assertThat(Sanitiser.clean("a\u001b[31mb\u009b2Jc")).isEqualTo("a [31mb 2Jc");
        assertThat(Sanitiser.clean("a\u202egnorw\u2028b\u2029c\u200bd\ud83de")).isEqualTo("a gnorw b c d e");
        assertThat(Sanitiser.clean("fair \ud83c\udf24")).as("a whole character").isEqualTo("fair \ud83c\udf24");
        assertThat(Sanitiser.clean("long ".repeat(1000))).hasSizeLessThanOrEqualTo(Sanitiser.MAX_LENGTH);
        assertThat(Sanitiser.clean(null)).isEmpty();
    }

    @Test
    void cleaning_twice_is_cleaning_once_for_any_mixture_of_nasty_pieces() {
        List<String> pieces = List.of(
                "https://10.1.2.3:8091/a/b?c=d",
                "[2001:db8::1]:80",
                "::1",
                "Bearer x.y.z",
                "aaaaaaa.bbb.ccc",
                "token=abc",
                "/etc/passwd",
                "C:\\Users\\me\\x",
                "5F3sa2TJAWMqDhXG6jhV4N8ko9SxwGy8TpaNS1repo5EYjQX",
                "0123456789abcdef0123456789abcdef",
                "2018-10-10T18:00:00Z",
                "[IP]",
                "[HOST]",
                "…",
                " ",
                ":",
                "\n",
                "=",
                "key");
        Random random = new Random(20181006);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(8); k >= 0; k--) {
                text.append(pieces.get(random.nextInt(pieces.size()))).append(random.nextBoolean() ? " " : "");
            }
            String once = Sanitiser.clean(text.toString());
            assertThat(Sanitiser.clean(once)).as("of <%s>", text).isEqualTo(once);
        }
    }
}
