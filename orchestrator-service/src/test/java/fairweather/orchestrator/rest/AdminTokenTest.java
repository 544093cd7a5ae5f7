package fairweather.orchestrator.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminTokenTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
    void on_a_loopback_address_no_token_is_needed(String host) {
        assertThat(AdminToken.of(host, Optional.empty()).admits(null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3", "no-such-host.invalid"})
    void elsewhere_the_service_refuses_to_start_without_a_token(String host) {
        assertThatThrownBy(() -> AdminToken.of(host, Optional.of(" ")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("quarkus.http.host is " + host + ", which other machines can reach: set "
                        + "fairweather.admin.token, or stay on 127.0.0.1");
        AdminToken token = AdminToken.of(host, Optional.of("secret"));
        assertThat(token.admits("Bearer secret")).isTrue();
        assertThat(token.admits(null)).isFalse();
    }
}
