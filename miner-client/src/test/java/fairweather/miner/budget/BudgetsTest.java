package fairweather.miner.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetsTest {
    private final AtomicLong nanos = new AtomicLong(-5);

    private static void assertSpent(ByteBudget budget, long bytes, Code code) {
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> budget.spend(bytes))
                .satisfies(spent -> assertThat(spent.code()).isEqualTo(code));
    }

    private static void assertLeft(ByteBudget budget, long bytes) {
        assertThatCode(() -> budget.spend(bytes)).doesNotThrowAnyException();
    }

    @Test
    void given_a_response_when_its_bytes_are_spent_then_it_is_oversize_and_another_is_not() {
        ResponseBudgets budgets = new ResponseBudgets(100);

        assertLeft(budgets.of(1), 60);
        assertLeft(budgets.of(1), 40);
        assertSpent(budgets.of(1), 1, Code.OVERSIZE);
        assertSpent(budgets.of(1), 0, Code.OVERSIZE);
        assertLeft(budgets.of(2), 100);
    }

    @Test
    void given_no_limit_for_responses_when_anything_comes_then_it_is_allowed() {
        assertLeft(new ResponseBudgets(0).of(1), Long.MAX_VALUE);
    }

    @Test
    void given_an_hour_s_budget_when_it_is_spent_then_it_is_our_own_trouble_until_the_hour_is_over() {
        ByteBudget budget = new HourlyBudget(100, nanos::get);

        assertLeft(budget, 100);
        nanos.addAndGet(Duration.ofHours(1).toNanos() - 1);
        assertSpent(budget, 1, Code.VALIDATOR_INTERNAL);
        nanos.addAndGet(1);
        assertLeft(budget, 100);
        assertSpent(budget, 1, Code.VALIDATOR_INTERNAL);
    }

    @Test
    void given_no_budget_for_an_hour_when_anything_comes_then_it_is_allowed() {
        assertLeft(new HourlyBudget(0, nanos::get), Long.MAX_VALUE);
    }
}
