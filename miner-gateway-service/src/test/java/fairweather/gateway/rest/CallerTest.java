package fairweather.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fairweather.runtime.BearerSecret;
import fairweather.runtime.InternalToken;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {
    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = "  \t")
    void aServiceWithoutASecretDoesNotStart(String configured) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> InternalToken.of(Optional.ofNullable(configured)))
                .withMessageContaining("fairweather.internal-token");
    }

    @Test
    void onlyTheWholeSecretIsAdmitted() {
        BearerSecret token = InternalToken.of(Optional.of("secret")).secret();

        assertThat(token.admits("Bearer secret")).isTrue();
        assertThat(token.admits("bearer secret")).isTrue();
        assertThat(token.admits("Bearer secre")).isFalse();
        assertThat(token.admits("Bearer secret1")).isFalse();
        assertThat(token.admits("Bearer ")).isFalse();
        assertThat(token.admits("Basic secret")).isFalse();
        assertThat(token.admits("secret")).isFalse();
        assertThat(token.admits(null)).isFalse();
    }

    @Test
    void theShorterLimitHolds() {
        Duration configured = Duration.ofSeconds(30);

        assertThat(CallerInput.limit("{\"deadline_ms\":500}", configured)).isEqualTo(Duration.ofMillis(500));
        assertThat(CallerInput.limit("{\"deadline_ms\":50000}", configured)).isEqualTo(configured);
        assertThat(CallerInput.limit("{}", configured)).isEqualTo(configured);
        assertThat(CallerInput.limit("", configured)).isEqualTo(configured);
        assertThat(CallerInput.limit(null, configured)).isEqualTo(configured);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "x",
                "{",
                "{\"deadline_ms\":0}",
                "{\"deadline_ms\":-5}",
                "{\"deadline_ms\":\"1\"}",
                "{\"deadline_ms\":1.5}",
                "{\"deadline_ms\":99999999999999999999}"
            })
    void anUnusableBodyIsABadRequest(String body) {
        assertThatExceptionOfType(BadRequest.class).isThrownBy(() -> CallerInput.limit(body, Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "1.5", "01", "2147483648", "99999999999", "", " 1"})
    void anIdentifierIsAPositiveNumber(String id) {
        assertThatExceptionOfType(BadRequest.class).isThrownBy(() -> CallerInput.responseId(id));
        assertThat(CallerInput.responseId("2147483647")).isEqualTo(Integer.MAX_VALUE);
    }
}
