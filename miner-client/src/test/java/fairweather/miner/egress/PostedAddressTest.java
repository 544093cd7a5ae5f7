package fairweather.miner.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostedAddressTest {
    @ParameterizedTest
    @CsvSource({
        "1.2.3.4, 1.2.3.4",
        "16909060, 1.2.3.4",
        "2130706433, 127.0.0.1",
        "4294967295, 255.255.255.255",
        "2606:4700::1111, 2606:4700:0:0:0:0:0:1111",
        "[2606:4700::1111], 2606:4700:0:0:0:0:0:1111",
        "' 1.2.3.4 ', 1.2.3.4",
        "::ffff:10.0.0.1, 10.0.0.1"
    })
    void readsEveryFormOfAnAddress(String text, String meaning) {
        PostedAddress posted = PostedAddress.of(text, 33333);

        assertThat(posted.literal()).contains(InetAddress.ofLiteral(meaning));
        assertThat(posted.port()).isEqualTo(33333);
    }

    @ParameterizedTest
    @ValueSource(strings = {"miner.example.org", "localhost", "a", "miner-7.example.org."})
    void keepsANameToBeResolvedLater(String name) {
        assertThat(PostedAddress.of(name, 1)).isEqualTo(new PostedAddress(name, 1, Optional.empty()));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "0.0.0.0",
                "::",
                "[::]",
                "4294967296",
                "99999999999",
                "1.2.3.4.5",
                "1.2.3",
                "300.1.1.1",
                "fe80::1%eth0",
                "a b",
                "user@host",
                "host/path",
                "http://host",
                "0x7f.1",
                "127.1",
                "-a",
                "a_b",
                "é.org",
                "1.2.3.4:80",
                ":::"
            })
    void saysNotPostedForEverythingElse(String text) {
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> PostedAddress.of(text, 33333))
                .matches(failure -> failure.code() == Code.NOT_POSTED);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(ints = {0, -1, 65536})
    void saysNotPostedWithoutAPort(Integer port) {
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> PostedAddress.of("1.2.3.4", port))
                .matches(failure -> failure.code() == Code.NOT_POSTED);
    }

    @Test
    void theHostHeaderOfADecimalAddressIsDotted() {
        assertThat(PostedAddress.of("16909060", 80).host()).isEqualTo("1.2.3.4");
    }

    @Test
    void theHostHeaderOfAnIpv6AddressHasBrackets() {
        assertThat(PostedAddress.of("2606:4700::1111", 80).host()).isEqualTo("[2606:4700:0:0:0:0:0:1111]");
        assertThat(PostedAddress.of("::ffff:1.2.3.4", 80).host()).isEqualTo("1.2.3.4");
    }
}
