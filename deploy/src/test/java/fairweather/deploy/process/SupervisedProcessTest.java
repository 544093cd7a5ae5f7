package fairweather.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedProcessTest {
    @TempDir
    Path directory;

    private final List<String> announcements = new CopyOnWriteArrayList<>();
    private final List<String> mirrored = new CopyOnWriteArrayList<>();
    private final AtomicInteger starts = new AtomicInteger();

    @Test
    void a_process_that_is_killed_is_started_again_at_once_and_says_so() throws Exception {
        try (SupervisedProcess process = start("exec sleep 60", 5)) {
            long first = process.pid();
            process.kill();
            await().until(() -> starts.get() == 2);
            assertThat(process.pid()).isNotEqualTo(first);
            assertThat(alive(process.pid())).isTrue();
            assertThat(process.restarts()).isEqualTo(1);
            assertThat(announcements).containsExactly("worker was ended by signal 9: started again (1 of at most 5)");
        }
    }

    @Test
    void a_process_that_is_held_stays_dead_until_it_is_released() throws Exception {
        try (SupervisedProcess process = start("exec sleep 60", 5)) {
            long first = process.pid();
            process.hold();
            assertThat(alive(first)).isFalse();
            process.release();
            assertThat(process.pid()).isNotEqualTo(first);
            assertThat(alive(process.pid())).isTrue();
            assertThat(process.gaveUp()).isFalse();
            assertThat(starts.get()).isEqualTo(2);
            assertThat(announcements).isEmpty();
            process.release();
            assertThat(starts.get()).isEqualTo(2);
        }
    }

    @Test
    void a_process_gets_the_signals_that_it_is_sent() throws Exception {
        try (SupervisedProcess process = start("trap 'echo noted' USR1; echo up; while true; do sleep 0.1; done", 0)) {
            await().until(() -> mirrored.contains("worker | up"));
            process.signal("USR1");
            await().until(() -> mirrored.contains("worker | noted"));
            assertThat(alive(process.pid())).isTrue();
        }
    }

    @Test
    void a_process_that_dies_more_often_than_allowed_is_given_up() throws Exception {
        try (SupervisedProcess process = start("exit 3", 5)) {
            await().until(process::gaveUp);
            await().until(() -> announcements.size() == 6);
            assertThat(process.restarts()).isEqualTo(5);
            assertThat(starts.get()).isEqualTo(6);
            assertThat(announcements.get(0)).isEqualTo("worker ended with code 3: started again (1 of at most 5)");
            assertThat(announcements.get(5))
                    .isEqualTo("worker ended with code 3 and is given up; its log: " + directory.resolve("worker.log"));
        }
    }

    @Test
    void a_process_that_is_asked_to_stop_stays_stopped_and_that_is_no_death() throws Exception {
        SupervisedProcess process = start("exec sleep 60", 5);
        long pid = process.pid();
        process.close();
        assertThat(alive(pid)).isFalse();
        assertThat(process.restarts()).isZero();
        assertThat(announcements).isEmpty();
    }

    @Test
    void a_process_that_does_not_listen_is_ended_after_the_grace() throws Exception {
        SupervisedProcess process = start("trap '' TERM; echo deaf; while true; do sleep 0.1; done", 0);
        await().until(() -> mirrored.contains("worker | deaf"));
        long begin = System.nanoTime();
        process.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isGreaterThanOrEqualTo(SupervisedProcess.GRACE)
                .isLessThan(SupervisedProcess.GRACE.plusSeconds(10));
        assertThat(alive(process.pid())).isFalse();
    }

    @Test
    void processes_that_are_asked_together_share_one_grace() throws Exception {
        String deaf = "trap '' TERM; echo deaf; while true; do sleep 0.1; done";
        SupervisedProcess first = start(deaf, 0);
        SupervisedProcess second = start(deaf, 0);
        await().until(() -> mirrored.size() == 2);
        long begin = System.nanoTime();
        first.requestStop();
        second.requestStop();
        first.close();
        second.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(SupervisedProcess.GRACE, SupervisedProcess.GRACE.plusSeconds(4));
        assertThat(alive(first.pid()) || alive(second.pid())).isFalse();
    }

    @Test
    void the_last_words_of_a_process_that_is_asked_to_stop_are_kept() throws Exception {
        SupervisedProcess process =
                start("trap 'echo farewell; exit 0' TERM; echo up; while true; do sleep 0.1; done", 0);
        await().until(() -> mirrored.contains("worker | up"));
        process.close();
        assertThat(Files.readAllLines(directory.resolve("worker.log"))).containsExactly("up", "farewell");
    }

    @Test
    void output_goes_to_the_log_over_all_incarnations_and_to_the_mirror_with_the_name() throws Exception {
        try (SupervisedProcess process = start("echo \"$GREETING\"; echo trouble >&2; exit 1", 1)) {
            await().until(process::gaveUp);
            await().until(() -> mirrored.size() == 4);
            await().untilAsserted(() -> assertThat(Files.readAllLines(directory.resolve("worker.log")))
                    .containsExactly("hello", "trouble", "hello", "trouble"));
            assertThat(mirrored).contains("worker | hello", "worker | trouble");
        }
    }

    @Test
    void the_peak_memory_is_kept_over_incarnations() throws Exception {
        String allocate = "if [ ! -e " + directory + "/once ]; then touch " + directory
                + "/once; x=$(head -c 30000000 /dev/zero | tr '\\0' a); fi; echo ready; exec 3<>" + pipe()
                + "; read y <&3";
        try (SupervisedProcess process = start(allocate, 5)) {
            await().until(() -> mirrored.contains("worker | ready"));
            long large = process.peakMemoryKib();
            process.kill();
            await().until(() -> starts.get() == 2);
            assertThat(large).isGreaterThan(25_000);
            assertThat(process.peakMemoryKib()).isGreaterThanOrEqualTo(large);
        }
    }

    private Path pipe() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }

    private SupervisedProcess start(String script, int restarts) throws Exception {
        Recipe recipe = new Recipe(
                "worker",
                List.of("sh", "-c", script),
                Map.of("GREETING", "hello"),
                directory.resolve("worker.log"),
                restarts);
        SupervisedProcess process =
                new SupervisedProcess(recipe, announcements::add, mirrored::add, starts::incrementAndGet);
        process.start();
        return process;
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
