package fairweather.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Limits of one service that have to fit those of another. */
class LimitsTest {
    private static final Path ROOT = Path.of(System.getProperty("fairweather.root", ".."));

    @Test
    void the_gateway_names_a_slow_miner_before_the_scoring_service_stops_waiting() throws IOException {
        Properties gateway = settings("miner-gateway-service");
        Duration longest = duration(gateway, "fairweather.miner.timeout.access")
                .plus(duration(gateway, "fairweather.miner.timeout.chunk"))
                .plus(duration(gateway, "fairweather.miner.timeout.queue"))
                .plus(duration(gateway, "quarkus.datasource.reactive.additional-properties.statement_timeout"));

        assertThat(longest).isLessThan(duration(settings("scoring-service"), "fairweather.gateway.object-limit"));
    }

    private static Properties settings(String module) throws IOException {
        Properties settings = new Properties();
        try (Reader text =
                Files.newBufferedReader(ROOT.resolve(module).resolve("src/main/resources/application.properties"))) {
            settings.load(text);
        }
        return settings;
    }

    private static Duration duration(Properties settings, String name) {
        assertThat(settings.getProperty(name)).as(name).matches("\\d+s");
        return Duration.parse("PT" + settings.getProperty(name));
    }
}
