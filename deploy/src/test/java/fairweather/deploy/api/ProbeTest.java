package fairweather.deploy.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private FakeAnswers server;
    private Probe probe;

    @BeforeEach
    void start() throws Exception {
        server = new FakeAnswers();
        probe = new Probe(server.base());
    }

    @AfterEach
    void stop() {
        probe.close();
        server.close();
    }

    @Test
    void only_a_200_is_ready() {
        server.answer("/q/health/ready", 503, "{\"status\":\"DOWN\"}");
        assertThat(probe.ready()).isFalse();
        server.answer("/q/health/ready", 200, "{\"status\":\"UP\"}");
        assertThat(probe.ready()).isTrue();
        server.close();
        assertThat(probe.ready()).isFalse();
    }

    @Test
    void blocks_are_summed_over_event_loops_and_over_restarts_of_the_service() {
        assertThat(probe.eventLoopBlocks()).isEqualTo(OptionalLong.empty());
        metrics("fairweather_event_loop_blocked_total{loop=\"a {1}\"} 2.0\n"
                + "fairweather_event_loop_blocked_total{loop=\"b\"} 1.0\n");
        assertThat(probe.eventLoopBlocks()).hasValue(3);
        metrics("fairweather_event_loop_blocked_total 1.0\n");
        assertThat(probe.eventLoopBlocks()).hasValue(4);
        metrics("fairweather_event_loop_blocked_total 5.0\n");
        assertThat(probe.eventLoopBlocks()).hasValue(8);
    }

    @Test
    void a_counter_is_summed_over_its_tags_and_empty_where_it_is_not_told() {
        metrics("fairweather_leases_lost_total{pool=\"a\"} 2.0\nfairweather_leases_lost_total{pool=\"b\"} 1.0\n");
        assertThat(probe.counter("fairweather_leases_lost_total")).hasValue(3);
        assertThat(probe.counter("fairweather_leases")).isEmpty();
    }

    @Test
    void a_service_without_the_counter_has_told_nothing() {
        metrics("fairweather_event_loop_blocked_total_other 7.0\n");
        assertThat(probe.eventLoopBlocks()).isEqualTo(OptionalLong.empty());
    }

    private void metrics(String samples) {
        server.answer("/q/metrics", 200, "# TYPE fairweather_event_loop_blocked_total counter\n" + samples);
    }
}
