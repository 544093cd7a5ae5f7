package fairweather.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PauseTest {
    private final Pause pause = new Pause();

    private Stream<Long> millis(int pauses) {
        return Stream.generate(() -> pause.next().toMillis()).limit(pauses);
    }

    @Test
    void given_looks_in_vain_when_each_is_followed_by_a_pause_then_it_doubles_up_to_a_second() {
        assertThat(millis(9)).containsExactly(10L, 20L, 40L, 80L, 160L, 320L, 640L, 1000L, 1000L);
    }

    @Test
    void given_long_pauses_when_a_look_is_not_in_vain_then_they_begin_anew() {
        assertThat(millis(8)).last().isEqualTo(1000L);
        pause.end();
        assertThat(millis(2)).containsExactly(10L, 20L);
    }
}
