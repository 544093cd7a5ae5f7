package fairweather.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import fairweather.forecast.signature.KeyScheme;
import fairweather.gateway.config.GatewaySettings;
import fairweather.gateway.config.GatewaySettings.Profile;
import fairweather.miner.settings.MinerSettings;
import fairweather.miner.settings.Settings;
import fairweather.miner.settings.ValidatorSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeySchemeChoiceTest {
    private record Given(ValidatorSettings validator, Profile profile) implements GatewaySettings {}

    private static KeyScheme chosen(String scheme, Profile profile) {
        MinerSettings miners = Settings.of(Map.of("fairweather.miner.signature-scheme", scheme));
        return new Wiring().keyScheme(new Given(null, profile), miners);
    }

    @Test
    void both_schemes_may_be_used_in_production() {
        assertThat(chosen("ed25519", Profile.PRODUCTION)).isEqualTo(KeyScheme.ED25519);
        assertThat(chosen("sr25519", Profile.PRODUCTION)).isEqualTo(KeyScheme.SR25519);
    }

    @Test
    void signatures_are_left_unchecked_in_development_alone() {
        assertThat(chosen("none", Profile.DEV)).isEqualTo(KeyScheme.NONE);
        assertThatIllegalStateException()
                .isThrownBy(() -> chosen("none", Profile.PRODUCTION))
                .withMessageContaining("fairweather.profile=dev");
    }
}
