package fairweather.orchestrator.task;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.orchestrator.gateway.GatewayClient;
import fairweather.trace.TraceParent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayTraceTest {
    private static final String JOB = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final StubGateway gateway = new StubGateway().says(200, "{\"result\": \"running\", \"word\": \"running\"}");

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void every_call_is_a_span_of_its_own_in_the_trace_of_its_job() {
        GatewayClient client = gateway.client();
        client.initiate(1, JOB);
        client.poll(1, JOB);
        client.freeze(1, JOB);

        List<TraceParent> calls = gateway.traces().stream()
                .map(TraceParent::parse)
                .map(Optional::orElseThrow)
                .toList();
        assertThat(calls).extracting(TraceParent::traceId).containsOnly("0af7651916cd43dd8448eb211c80319c");
        assertThat(calls)
                .extracting(TraceParent::spanId)
                .doesNotHaveDuplicates()
                .doesNotContain("b7ad6b7169203331");
    }

    @Test
    void a_job_without_a_trace_makes_calls_without_one() {
        gateway.client().poll(1, null);

        assertThat(gateway.traces()).containsExactly((String) null);
    }
}
