package fairweather.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopTest {

    @Test
    void a_pause_ends_at_once_when_the_end_is_wished_for() {
        Stop stop = new Stop();
        stop.pause(Duration.ofMillis(1));
        Thread.ofPlatform().start(stop::request);
        assertThatThrownBy(() -> stop.pause(Duration.ofMinutes(5))).isInstanceOf(Stop.Requested.class);
        stop.await();
    }

    @Test
    void things_are_closed_last_first_and_one_that_fails_does_not_keep_the_others_open() {
        List<String> events = new ArrayList<>();
        Teardown teardown = new Teardown(events::add);
        teardown.add(() -> events.add("first"));
        teardown.add(() -> {
            throw new IllegalStateException("stuck");
        });
        teardown.add(() -> events.add("third"));
        teardown.close();
        teardown.close();
        assertThat(events).containsExactly("third", "could not clean up: stuck", "first");
    }
}
