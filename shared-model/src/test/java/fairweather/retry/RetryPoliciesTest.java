package fairweather.retry;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.step.StepKey;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPoliciesTest {
    private static StepKey key(String step, String substep, Integer lead) {
        return new StepKey(step, substep, lead);
    }

    @ParameterizedTest(name = "{0}/{1}: {3} min")
    @CsvSource({
        "query, initiate_fetch, , 1 5 15",
        "verify, open_store, , 2 4 8 16 30",
        "seed, download_gfs, , 5 10 20 40 60 60",
        "day1, load_inputs, , 10 20 40 80 120",
        "era5, load_truth, , 5 10 20 40 60 60",
        "era5, load_truth, 24, 5 10 20 40 60 60",
        "day1, score, , 15 30 45",
        "era5, score, 24, 30 60 120"
    })
    void delays_grow_as_the_table_says(String step, String substep, Integer lead, String minutes) {
        RetryPolicy policy = RetryPolicies.of(key(step, substep, lead));
        String delays = IntStream.rangeClosed(1, policy.maxRetries())
                .mapToObj(n -> Long.toString(policy.delay(n, false).toMinutes()))
                .reduce((a, b) -> a + " " + b)
                .orElseThrow();

        assertThat(delays).isEqualTo(minutes);
    }

    @Test
    void test_mode_begins_every_delay_at_five_seconds_and_knows_no_floor() {
        for (StepKey key :
                new StepKey[] {StepKey.QUERY, StepKey.OPEN_STORE, StepKey.DAY1_SCORE, StepKey.era5Score(24)}) {
            assertThat(RetryPolicies.of(key).delay(1, true)).isEqualTo(Duration.ofSeconds(5));
        }
    }

    @Test
    void jitter_is_at_most_ten_percent_and_the_same_for_the_same_attempt() {
        RetryPolicy policy = RetryPolicies.of(StepKey.QUERY);
        for (long job = 0; job < 1000; job++) {
            RetryDecision decision = policy.decide(Code.UNREACHABLE, 0, false, job);
            assertThat(decision).isEqualTo(policy.decide(Code.UNREACHABLE, 0, false, job));
            Duration delay = ((RetryDecision.Again) decision).delay();
            assertThat(delay).isBetween(Duration.ofSeconds(54), Duration.ofSeconds(66));
        }
    }

    @Test
    void jitter_never_undercuts_the_floor() {
        RetryPolicy policy = RetryPolicies.of(StepKey.era5Score(24));
        for (long job = 0; job < 1000; job++) {
            RetryDecision decision = policy.decide(Code.UNREACHABLE, 0, false, job);
            assertThat(((RetryDecision.Again) decision).delay()).isGreaterThanOrEqualTo(Duration.ofMinutes(30));
        }
    }

    @Test
    void the_code_limits_the_policy() {
        RetryPolicy policy = RetryPolicies.of(StepKey.OPEN_STORE);

        assertThat(policy.decide(Code.INTEGRITY_SIGNATURE, 0, false, 1)).isEqualTo(new RetryDecision.Exhausted(0));
        assertThat(policy.decide(Code.HTTP_401_403, 1, false, 1)).isInstanceOf(RetryDecision.Again.class);
        assertThat(policy.decide(Code.HTTP_401_403, 2, false, 1)).isEqualTo(new RetryDecision.Exhausted(2));
        assertThat(policy.decide(Code.UNREACHABLE, 5, false, 1)).isEqualTo(new RetryDecision.Exhausted(5));
    }

    @Test
    void remaining_retries_are_shown_from_three_down_to_zero() {
        RetryPolicy policy = RetryPolicies.of(StepKey.OPEN_STORE);

        assertThat(IntStream.range(0, 5)
                        .map(used ->
                                ((RetryDecision.Again) policy.decide(Code.UNREACHABLE, used, false, 1)).remaining()))
                .containsExactly(3, 3, 2, 1, 0);
    }
}
