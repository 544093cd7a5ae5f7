package fairweather.scoring.service;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.reference.object.Transfer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ArchiveTrafficTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ArchiveTraffic traffic = new ArchiveTraffic(registry);

    private void ended(String host, long bytes, String outcome) {
        traffic.ended(new Transfer(host, "range", bytes, Duration.ofMillis(20), outcome));
    }

    @Test
    void bytes_and_requests_are_counted_by_host_and_end() {
        ended("archive.example", 1000, "done");
        ended("archive.example", 500, "truncated");

        assertThat(registry.get("fairweather.archive.received")
                        .tag("host", "archive.example")
                        .counter()
                        .count())
                .isEqualTo(1500);
        assertThat(registry.get("fairweather.archive.requests")
                        .tag("end", "truncated")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_host_is_in_trouble_until_it_answers_and_an_absent_object_is_an_answer() {
        assertThat(traffic.trouble()).isEmpty();
        ended("one.example", 0, "stalled");
        ended("two.example", 0, "unreachable");
        assertThat(traffic.trouble()).contains("one.example: stalled, two.example: unreachable");

        ended("one.example", 0, "absent");
        ended("two.example", 0, "interrupted");
        assertThat(traffic.trouble()).contains("two.example: unreachable");
    }
}
