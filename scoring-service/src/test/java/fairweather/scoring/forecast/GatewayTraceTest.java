package fairweather.scoring.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.forecast.key.ObjectKey;
import fairweather.scoring.rig.StubGateway;
import fairweather.trace.TraceParent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayTraceTest {
    private static final ObjectKey KEY = ObjectKey.of("10u/0.0.0");

    private StubGateway stub;
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        stub = new StubGateway();
        stub.serve(1, Map.of(KEY, new byte[10]));
        gateway = Gateway.at(stub.url(), "Bearer " + StubGateway.TOKEN, new Random(1), Duration.ofMinutes(1));
    }

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void every_object_is_fetched_under_a_span_of_its_own_in_the_trace_of_its_job() {
        String job = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        gateway.objects(1, job).get(KEY, 10);
        gateway.objects(1, job).getFresh(KEY, 10);

        List<TraceParent> requests = stub.traces().stream()
                .map(TraceParent::parse)
                .map(Optional::orElseThrow)
                .toList();
        assertThat(requests).hasSize(2);
        assertThat(requests).extracting(TraceParent::traceId).containsOnly("0af7651916cd43dd8448eb211c80319c");
        assertThat(requests)
                .extracting(TraceParent::spanId)
                .doesNotHaveDuplicates()
                .doesNotContain("b7ad6b7169203331");
    }

    @Test
    void work_without_a_trace_asks_without_one() {
        gateway.objects(1, null).get(KEY, 10);
        assertThat(stub.requests(1)).hasSize(1);
        assertThat(stub.traces()).isEmpty();
    }
}
