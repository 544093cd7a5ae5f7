package fairweather.scoring.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.failure.FailureException;
import fairweather.job.Lease;
import fairweather.job.LeaseLostException;
import fairweather.job.TaskContext;
import fairweather.job.TaskResult;
import fairweather.step.StepKey;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ScoringTaskTest {
    private static final TaskResult MINERS_FAILURE =
            TaskResult.failed(Failure.of(Code.TIMEOUT_READ, "the miner is slow"), StepKey.LOAD_INPUTS);

    @Test
    void whatever_an_interrupted_attempt_found_is_trouble_of_our_own() {
        for (Supplier<TaskResult> work : List.<Supplier<TaskResult>>of(
                () -> MINERS_FAILURE,
                () -> {
                    throw new FailureException(Code.TIMEOUT_READ, "the miner is slow");
                },
                () -> {
                    throw new IllegalStateException("the wait was cut short");
                })) {
            assertThatThrownBy(() -> run(() -> {
                        Thread.currentThread().interrupt();
                        return work.get();
                    }))
                    .isInstanceOfSatisfying(
                            FailureException.class,
                            stopped -> assertThat(stopped.code()).isEqualTo(Code.VALIDATOR_INTERNAL));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void a_lost_lease_stays_a_lost_lease() {
        assertThatThrownBy(() -> run(() -> {
                    Thread.currentThread().interrupt();
                    throw new LeaseLostException(new Lease(1, 2));
                }))
                .isInstanceOf(LeaseLostException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void an_attempt_that_nobody_interrupts_ends_as_its_work_does() {
        assertThat(run(() -> MINERS_FAILURE)).isSameAs(MINERS_FAILURE);
        assertThatThrownBy(() -> run(() -> {
                    throw new FailureException(Code.TIMEOUT_READ, "the miner is slow");
                }))
                .hasMessageStartingWith("TIMEOUT_READ");
    }

    private static TaskResult run(Supplier<TaskResult> work) {
        TaskResult[] result = new TaskResult[1];
        Throwable[] failure = new Throwable[1];
        new ScoringTask() {
            @Override
            TaskResult work(TaskContext context) {
                return work.get();
            }
        }.run(null).subscribe().with(item -> result[0] = item, thrown -> failure[0] = thrown);
        if (failure[0] instanceof RuntimeException thrown) {
            throw thrown;
        }
        return result[0];
    }
}
