package fairweather.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private final Fixed probe = new Fixed(1000);
    private final MemoryBudget budget = new MemoryBudget(0.1, List.of(probe));

    @Test
    void permits_are_given_up_to_the_limit_less_the_reserve_and_no_further() {
        assertThat(budget.tryTake(901)).isEmpty();
        assertThat(budget.tryTake(600)).isPresent();
        assertThat(budget.tryTake(301)).isEmpty();
        assertThat(budget.tryTake(300)).isPresent();
        assertThat(budget.taken()).isEqualTo(900);
        assertThat(budget.free()).isZero();
    }

    @Test
    void several_permits_at_once_are_as_many_as_there_is_room_for() {
        assertThat(budget.tryTake(400, 5)).hasSize(2);
        assertThat(budget.tryTake(100, 5)).hasSize(1);
    }

    @Test
    void what_others_use_is_not_given_out() {
        probe.used(500);
        assertThat(budget.fits(401)).isFalse();
        assertThat(budget.fits(400)).isTrue();
    }

    @Test
    void what_the_work_uses_of_its_permits_is_not_counted_twice() {
        probe.used(200);
        Permit permit = budget.tryTake(300).orElseThrow();
        probe.used(500);
        assertThat(budget.free()).isEqualTo(400);
        probe.used(350);
        assertThat(budget.free()).isEqualTo(400);
        permit.close();
        assertThat(budget.free()).isEqualTo(700);
    }

    @Test
    void use_beyond_all_permits_is_others_use_and_shows_at_once() {
        Permit permit = budget.tryTake(300).orElseThrow();
        probe.used(700);
        assertThat(budget.free()).isEqualTo(200);
        permit.close();
        assertThat(budget.free()).isEqualTo(500);
    }

    @Test
    void a_measurement_from_while_work_was_running_says_nothing_after_its_end() {
        probe.used(100);
        assertThat(budget.free()).isEqualTo(800);
        Permit permit = budget.tryTake(800).orElseThrow();
        probe.used(900);
        permit.close();
        assertThat(budget.free()).isEqualTo(800);
    }

    @Test
    void others_that_use_less_again_leave_more() {
        probe.used(800);
        assertThat(budget.free()).isEqualTo(100);
        probe.used(50);
        assertThat(budget.free()).isEqualTo(850);
    }

    @Test
    void the_tightest_probe_decides_and_a_silent_one_is_left_out() {
        Fixed tight = new Fixed(100);
        MemoryBudget both = new MemoryBudget(0, List.of(probe, tight));
        assertThat(both.free()).isEqualTo(100);
        tight.silent();
        assertThat(both.free()).isEqualTo(1000);
        probe.silent();
        assertThat(both.tryTake(Long.MAX_VALUE / 4)).isPresent();
        assertThat(both.free()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_permit_grows_while_there_is_room_and_gives_everything_back_once() {
        Permit permit = budget.tryTake(100).orElseThrow();
        assertThat(permit.grow(700)).isTrue();
        assertThat(permit.grow(101)).isFalse();
        assertThat(permit.bytes()).isEqualTo(800);
        assertThat(permit.couldBe(900)).isTrue();
        assertThat(permit.couldBe(901)).isFalse();
        permit.close();
        permit.close();
        assertThat(budget.taken()).isZero();
        assertThat(permit.grow(1)).isFalse();
    }

    @Test
    void who_waits_is_told_when_a_permit_is_given_back_but_not_when_it_was_not_needed() {
        AtomicInteger told = new AtomicInteger();
        budget.whenGivenBack(told::incrementAndGet);
        Permit used = budget.tryTake(100).orElseThrow();
        Permit unneeded = budget.tryTake(100).orElseThrow();
        unneeded.undo();
        assertThat(told).hasValue(0);
        used.close();
        assertThat(told).hasValue(1);
        assertThat(budget.taken()).isZero();
    }

    @Test
    void a_negative_permit_is_refused_loudly() {
        assertThatThrownBy(() -> budget.tryTake(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatever_many_threads_do_the_permits_never_exceed_the_room_and_all_comes_back() throws InterruptedException {
        AtomicLong held = new AtomicLong();
        AtomicLong most = new AtomicLong();
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            threads.add(Thread.ofPlatform().start(() -> {
                wait(begin);
                for (int i = 0; i < 5_000; i++) {
                    oneTurn(random, held, most);
                }
            }));
        }
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(most.get()).isBetween(1L, 900L);
        assertThat(budget.taken()).isZero();
    }

    /** Counts less than what is held at any time: after a permit is given, until before it is given back. */
    private void oneTurn(Random random, AtomicLong held, AtomicLong most) {
        budget.tryTake(random.nextInt(400)).ifPresent(permit -> {
            long more = random.nextInt(200);
            long mine = permit.bytes();
            most.accumulateAndGet(held.addAndGet(mine), Math::max);
            if (permit.grow(more)) {
                mine += more;
                most.accumulateAndGet(held.addAndGet(more), Math::max);
            }
            held.addAndGet(-mine);
            permit.close();
        });
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
