package fairweather.scoring.forecast;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.forecast.key.ObjectKey;
import fairweather.scoring.rig.StubGateway;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GatewayObjectsTest {
    private static final ObjectKey KEY = ObjectKey.of("10u/0.0.0");

    @Test
    void want_of_memory_for_an_object_is_ours_and_no_time_out_of_the_miner() throws IOException {
        try (StubGateway stub = new StubGateway()) {
            stub.serve(1, Map.of(KEY, new byte[10]));
            stub.trouble(1, KEY.value(), (exchange, bytes) -> {
                exchange.sendResponseHeaders(200, Integer.MAX_VALUE);
                exchange.getResponseBody().write(bytes);
                exchange.getResponseBody().flush();
                return true;
            });
            Gateway gateway =
                    Gateway.at(stub.url(), "Bearer " + StubGateway.TOKEN, new Random(1), Duration.ofSeconds(10));

            // No array is so long, however large the heap.
            assertThatThrownBy(() -> gateway.objects(1, null).get(KEY, Integer.MAX_VALUE))
                    .isInstanceOf(OutOfMemoryError.class);
        }
    }
}
