package fairweather.proof.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.proof.simulation.time.Dice;
import fairweather.proof.simulation.time.VirtualTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private static final Instant START = Instant.parse("2018-10-06T00:00:00Z");

    @Test
    void events_happen_in_the_order_of_their_time_and_then_of_their_planning() {
        VirtualTime time = new VirtualTime(START);
        List<String> happened = new ArrayList<>();
        time.at(20, () -> happened.add("third"));
        time.at(10, () -> {
            happened.add("first");
            time.at(5, () -> happened.add("second, planned too late for its time"));
        });
        time.at(30, () -> happened.add("never, in this test"));

        while (time.step(20)) {
            assertThat(time.instant()).isEqualTo(START.plusMillis(time.now()));
        }

        assertThat(happened).containsExactly("first", "second, planned too late for its time", "third");
        assertThat(time.now()).isEqualTo(20);
    }

    @Test
    void a_part_of_a_millisecond_counts_as_a_full_one() {
        VirtualTime time = new VirtualTime(START);

        assertThat(time.millis(START.plusNanos(1_000_001))).isEqualTo(2);
        assertThat(time.millis(START.plusMillis(1))).isEqualTo(1);
    }

    @Test
    void dice_of_the_same_name_show_the_same_whenever_they_are_thrown() {
        assertThat(Dice.of(7, 1, 2).next())
                .isEqualTo(Dice.of(7, 1, 2).next())
                .isNotEqualTo(Dice.of(7, 2, 1).next());
        assertThat(new Dice(1).between(3, 3)).isEqualTo(3);
        assertThat(new Dice(1).unit()).isBetween(0.0, 1.0);
    }
}
