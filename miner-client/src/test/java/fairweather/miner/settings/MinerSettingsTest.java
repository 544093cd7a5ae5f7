package fairweather.miner.settings;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.forecast.signature.KeyScheme;
import fairweather.miner.conversation.JobIdPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MinerSettingsTest {
    @Test
    void everyDefaultIsTheDocumentedOne() {
        MinerSettings settings = Settings.of(Map.of());

        assertThat(settings.scheme()).isEqualTo(MinerSettings.Scheme.HTTPS);
        assertThat(settings.transport()).isEqualTo(TransportMode.DIRECT);
        assertThat(settings.requireSignedReplies()).isFalse();
        assertThat(settings.tls()).isEqualTo(TlsMode.INSECURE);
        assertThat(settings.pinFile()).isEmpty();
        assertThat(settings.jobIdPolicy()).isEqualTo(JobIdPolicy.STRICT);
        assertThat(settings.signatureScheme()).isEqualTo(KeyScheme.ED25519);
        assertThat(settings.network().allow()).isEmpty();
        assertThat(settings.network().denyPorts()).contains(22, 25, 5432, 6379).doesNotContain(80, 443, 33333);
        assertThat(settings.pooledConnections()).isEqualTo(3);
        assertThat(settings.timeout().connect()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.timeout().handshake()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.timeout().initiate()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.timeout().poll()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.timeout().access()).isEqualTo(Duration.ofSeconds(45));
        assertThat(settings.timeout().manifest()).isEqualTo(Duration.ofSeconds(120));
        assertThat(settings.timeout().chunk()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.timeout().queue()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.chunk().minimumRate()).isEqualTo(256 * 1024);
        assertThat(settings.chunk().rateGrace()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void everySettingCanBeChanged() {
        MinerSettings settings = Settings.of(Map.ofEntries(
                Map.entry("fairweather.miner.scheme", "http"),
                Map.entry("fairweather.miner.transport", "fiber"),
                Map.entry("fairweather.miner.require-signed-replies", "true"),
                Map.entry("fairweather.miner.tls", "pin"),
                Map.entry("fairweather.miner.pin-file", "pins"),
                Map.entry("fairweather.miner.job-id-policy", "warn"),
                Map.entry("fairweather.miner.signature-scheme", "sr25519"),
                Map.entry("fairweather.miner.network.allow", "10.0.0.0/8,fd00::/8"),
                Map.entry("fairweather.miner.network.deny-ports", "1,2"),
                Map.entry("fairweather.miner.pooled-connections", "1"),
                Map.entry("fairweather.miner.timeout.connect", "1s"),
                Map.entry("fairweather.miner.timeout.handshake", "11s"),
                Map.entry("fairweather.miner.timeout.initiate", "2s"),
                Map.entry("fairweather.miner.timeout.poll", "3s"),
                Map.entry("fairweather.miner.timeout.access", "4s"),
                Map.entry("fairweather.miner.timeout.manifest", "5s"),
                Map.entry("fairweather.miner.timeout.chunk", "6s"),
                Map.entry("fairweather.miner.timeout.queue", "7s"),
                Map.entry("fairweather.miner.chunk.minimum-rate", "8"),
                Map.entry("fairweather.miner.chunk.rate-grace", "9s")));

        assertThat(settings.scheme()).isEqualTo(MinerSettings.Scheme.HTTP);
        assertThat(settings.transport()).isEqualTo(TransportMode.FIBER);
        assertThat(settings.requireSignedReplies()).isTrue();
        assertThat(settings.tls()).isEqualTo(TlsMode.PIN);
        assertThat(settings.pinFile()).contains("pins");
        assertThat(settings.jobIdPolicy()).isEqualTo(JobIdPolicy.WARN);
        assertThat(settings.signatureScheme()).isEqualTo(KeyScheme.SR25519);
        assertThat(settings.network().allow()).contains(List.of("10.0.0.0/8", "fd00::/8"));
        assertThat(settings.network().denyPorts()).containsExactly(1, 2);
        assertThat(settings.pooledConnections()).isEqualTo(1);
        assertThat(settings.timeout().connect()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.timeout().handshake()).isEqualTo(Duration.ofSeconds(11));
        assertThat(settings.timeout().initiate()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.timeout().poll()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.timeout().access()).isEqualTo(Duration.ofSeconds(4));
        assertThat(settings.timeout().manifest()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.timeout().chunk()).isEqualTo(Duration.ofSeconds(6));
        assertThat(settings.timeout().queue()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.chunk().minimumRate()).isEqualTo(8);
        assertThat(settings.chunk().rateGrace()).isEqualTo(Duration.ofSeconds(9));
    }
}
