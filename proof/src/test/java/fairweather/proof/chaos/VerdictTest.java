package fairweather.proof.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static Verdict verdict(long tookMillis, String... problems) {
        Recovery recovery = new Recovery("paused", Duration.ofMillis(tookMillis), Duration.ofSeconds(35), List.of());
        return new Verdict("sigstop-scoring-other", recovery, List.of(problems));
    }

    @Test
    void a_fault_has_held_if_recovery_was_in_time_and_nothing_is_wrong() {
        assertThat(verdict(35_000).held()).isTrue();
        assertThat(verdict(35_001).held()).isFalse();
        assertThat(verdict(1, "scores: only here").held()).isFalse();
        assertThat(new Verdict("half-open-scoring", null, List.of()).held()).isFalse();
    }

    @Test
    void the_line_of_a_fault_tells_what_was_done_and_what_is_wrong() {
        assertThat(verdict(31_250, "scores: only here").lines())
                .containsExactly(
                        "sigstop-scoring-other: paused; recovery 31.3 s (target 35.0 s): BROKEN",
                        "    scores: only here");
    }

    @Test
    void the_table_has_eighty_columns_and_says_what_to_make_of_it() {
        List<String> lines = Verdict.table(List.of(verdict(1_000), verdict(40_000), verdict(1, "lost")));
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(lines)
                .contains(
                        "sigstop-scoring-other         1.0 s   35.0 s  held",
                        "sigstop-scoring-other        40.0 s   35.0 s  TOO SLOW",
                        "sigstop-scoring-other         0.0 s   35.0 s  BROKEN",
                        "2 of 3 did NOT hold; the reasons are above.");
        assertThat(Verdict.table(List.of(verdict(1_000))).getLast()).startsWith("All 1 held");
    }
}
