package fairweather.reference.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasesTest {
    private static final Duration ALMOST_A_TERM = Leases.TERM.minusSeconds(1);

    @TempDir
    private Path directory;

    private final OwnMachine machine = new OwnMachine();

    private Leases process() {
        return new Leases(directory, machine.process());
    }

    @Test
    void a_lease_is_had_by_one_process_until_it_is_given_back() throws IOException {
        Leases other = process();
        try (Leases.Lease lease = process().take("flight").orElseThrow()) {
            assertThat(lease.renew()).isTrue();
            assertThat(other.take("flight")).isEmpty();
            assertThat(other.take("another")).isPresent();
        }
        assertThat(other.take("flight")).isPresent();
    }

    @Test
    void a_lease_that_is_renewed_outlives_its_term_and_one_that_is_not_does_not() throws IOException {
        process().take("flight").orElseThrow();
        Leases other = process();
        for (int i = 0; i < 3; i++) {
            machine.pass(ALMOST_A_TERM);
            assertThat(other.take("flight")).isEmpty();
            machine.beat();
        }
        machine.pass(Leases.TERM);
        assertThat(other.take("flight")).isPresent();
    }

    @Test
    void real_beats_come_again_and_again_until_they_are_stopped() throws InterruptedException {
        CountDownLatch beats = new CountDownLatch(3);
        try (Beats.Stop stop = Beats.ofOneThread().every(Duration.ofMillis(1), beats::countDown)) {
            assertThat(stop).isNotNull();
            assertThat(beats.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_beat_that_the_disk_refuses_is_counted_and_the_next_one_may_succeed() throws IOException {
        Leases leases = process();
        Leases.Lease lease = leases.take("flight").orElseThrow();
        Path elsewhere = directory.resolveSibling(directory.getFileName() + "-moved");
        Files.move(directory, elsewhere);
        machine.beat();
        assertThat(leases.refusals()).isEqualTo(1);
        Files.move(elsewhere, directory);
        machine.pass(ALMOST_A_TERM);
        machine.beat();
        machine.pass(ALMOST_A_TERM);
        assertThat(process().take("flight")).isEmpty();
        lease.close();
    }

    @Test
    void the_lease_of_a_dead_process_is_taken_over_at_once() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        OwnerProcess here = OwnerProcess.current();
        OwnerProcess dead = new OwnerProcess(ended.pid(), here.started(), here.machine());
        new Leases(directory, machine.process(dead)).take("flight").orElseThrow();
        assertThat(process().take("flight")).isPresent();
    }

    @Test
    void the_lease_of_an_earlier_process_with_the_same_number_is_taken_over_at_once() throws IOException {
        OwnerProcess here = OwnerProcess.current();
        OwnerProcess earlier = new OwnerProcess(here.pid(), here.started() - 1, here.machine());
        new Leases(directory, machine.process(earlier)).take("flight").orElseThrow();
        assertThat(process().take("flight")).isPresent();
    }

    @Test
    @Tag("P-53")
    void the_lease_of_a_process_that_cannot_be_judged_is_respected_until_it_expires() throws IOException {
        new Leases(directory, machine.stranger()).take("flight").orElseThrow();
        machine.pass(ALMOST_A_TERM);
        assertThat(process().take("flight")).isEmpty();
        machine.pass(Duration.ofSeconds(1));
        assertThat(process().take("flight")).isPresent();
    }

    @Test
    void a_slow_owner_neither_renews_nor_removes_what_was_taken_over() throws IOException {
        Leases.Lease slow = process().take("flight").orElseThrow();
        machine.pass(Leases.TERM);
        Leases.Lease taker = process().take("flight").orElseThrow();

        assertThat(slow.renew()).isFalse();
        slow.close();
        assertThat(taker.renew()).isTrue();
        assertThat(process().take("flight")).isEmpty();
    }

    @Test
    void of_many_takers_of_an_expired_lease_one_wins() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 20; round++) {
                String flight = "flight" + round;
                process().take(flight).orElseThrow();
                machine.pass(Leases.TERM);
                List<Callable<Optional<Leases.Lease>>> takers = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    Leases taker = process();
                    takers.add(() -> taker.take(flight));
                }
                int winners = 0;
                for (Future<Optional<Leases.Lease>> taken : threads.invokeAll(takers)) {
                    winners += taken.get().isPresent() ? 1 : 0;
                }
                assertThat(winners).isEqualTo(1);
            }
        }
    }

    @Test
    void an_interrupted_thread_gives_its_lease_back() throws IOException {
        Leases.Lease lease = process().take("flight").orElseThrow();
        Thread.currentThread().interrupt();
        lease.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(process().take("flight")).isPresent();
    }

    @Test
    void a_lock_file_that_a_crash_spoilt_holds_for_one_term_from_when_it_was_written() throws IOException {
        for (String spoilt : List.of("", "{", "{\"owner\":null}", "{\"owner\":\"a\",\"expires\":\"soon\"}")) {
            Path file = Files.writeString(directory.resolve("flight.lock"), spoilt);
            Files.setLastModifiedTime(
                    file, FileTime.from(machine.process().time().instant()));
            assertThat(process().take("flight")).isEmpty();
            machine.pass(Leases.TERM);
            process().take("flight").orElseThrow().close();
        }
    }

    @Test
    void what_nobody_holds_any_more_is_cleared_away_and_what_is_held_is_not() throws IOException {
        new Leases(directory, machine.stranger()).take("old").orElseThrow();
        machine.pass(Leases.TERM);
        process().take("new").orElseThrow();
        process().clear();
        assertThat(directory.resolve("old.lock")).doesNotExist();
        assertThat(directory.resolve("new.lock")).exists();
    }
}
