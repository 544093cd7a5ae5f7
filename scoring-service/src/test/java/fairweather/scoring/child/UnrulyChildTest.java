package fairweather.scoring.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.zarr.MemoryReader;
import fairweather.memory.Allowance;
import fairweather.memory.MemoryBudget;
import fairweather.memory.MemoryProbe;
import fairweather.memory.OomKills;
import fairweather.run.VariableLevels;
import fairweather.scoring.forecast.Layout;
import fairweather.scoring.forecast.MemoryRefused;
import fairweather.scoring.forecast.ReadingInterrupted;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a child does instead of its work is one typed failure, and then it is gone. */
@Timeout(60)
class UnrulyChildTest {
    private static final Layout LAYOUT = new Layout(
            new double[] {90, 0, -90}, new double[] {0}, List.of(24), List.of(new VariableLevels("10u", List.of())));

    /** For a child that has nothing to say; the others are given as long as a busy machine needs. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static final Duration LONG = Duration.ofSeconds(40);

    @TempDir
    private Path root;

    private Child child;

    private ChildMeasurer measurer(Duration patience, String... command) {
        return measurer(MemoryBudget.UNLIMITED, patience, command);
    }

    private ChildMeasurer measurer(MemoryBudget heap, Duration patience, String... command) {
        Allowance any = MemoryBudget.UNLIMITED.tryTake(0).orElseThrow();
        return new ChildMeasurer(new MemoryReader(Store.persistence().objects()), Archive.START, any, heap, bytes -> {
            child = Child.start(List.of(command), patience, new OomKills(root));
            return child;
        });
    }

    private FailureException failure(Duration patience, String... command) {
        try (ChildMeasurer measurer = measurer(patience, command)) {
            return catchThrowableOfType(FailureException.class, () -> measurer.require(LAYOUT, List.of()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ends without a word | true | VALIDATOR_INTERNAL",
                "fails | exit 1 | VALIDATOR_INTERNAL",
                "runs out of memory | exit 3 | OUT_OF_MEMORY",
                "is killed | kill -9 $$ | VALIDATOR_INTERNAL",
                "is killed by the kernel | echo oom_kill 2 > proc/vmstat; kill -9 $$ | OUT_OF_MEMORY",
                "talks without end | yes | VALIDATOR_INTERNAL",
                "talks garbage | head -c 100000 /dev/urandom; cat | VALIDATOR_INTERNAL",
                "announces too much | printf '\\001\\007\\177\\377\\377\\377'; cat > /dev/null | VALIDATOR_INTERNAL",
                "breaks off | printf '\\001\\007\\000\\000\\000\\020abc' | VALIDATOR_INTERNAL",
                "speaks of nothing | printf '\\001\\007\\000\\000\\000\\004null'; cat > /dev/null | VALIDATOR_INTERNAL",
                "speaks another version | printf '\\002\\007\\000\\000\\000\\002{}'; cat > /dev/null | VALIDATOR_INTERNAL",
                "speaks as the parent | printf '\\001\\001\\000\\000\\000\\001x'; cat > /dev/null | VALIDATOR_INTERNAL",
                "wants what is no object | printf '\\001\\005\\000\\000\\000\\050%s' '{\"key\":\"../x\",\"maxBytes\":9,\"fresh\":false}'; cat > /dev/null | VALIDATOR_INTERNAL",
                "complains without end | yes >&2 | VALIDATOR_INTERNAL",
                "is silent | exec sleep 600 | VALIDATOR_INTERNAL"
            })
    void a_child_that(String misbehaves, String script, Code code) throws IOException {
        Files.createDirectories(root.resolve("proc"));
        Files.writeString(root.resolve("proc/vmstat"), "oom_kill 1\n");
        boolean silent = script.contains("sleep") || script.contains(">&2");
        FailureException failure = failure(silent ? SHORT : LONG, "sh", "-c", "cd " + root + "; " + script);
        assertThat(failure.code()).as(misbehaves).isEqualTo(code);
        assertThat(Processes.alive(child.pid())).isFalse();
    }

    @Test
    void a_program_that_is_not_there_is_our_failure() {
        assertThat(failure(SHORT, "/nowhere/java").code()).isEqualTo(Code.VALIDATOR_INTERNAL);
    }

    @Test
    void an_interrupted_attempt_takes_its_child_with_it_while_that_computes() throws InterruptedException {
        Throwable[] stopped = new Throwable[1];
        Thread attempt = Thread.ofPlatform().start(() -> {
            try (ChildMeasurer measurer = measurer(Duration.ofMinutes(10), "sleep", "600")) {
                measurer.require(LAYOUT, List.of());
            } catch (ReadingInterrupted expected) {
                stopped[0] = expected;
            }
        });
        await().until(() -> child != null && attempt.getState() == Thread.State.TIMED_WAITING);
        attempt.interrupt();
        assertThat(attempt.join(Duration.ofSeconds(20))).isTrue();
        assertThat(stopped[0]).isInstanceOf(ReadingInterrupted.class);
        assertThat(Processes.alive(child.pid())).isFalse();
    }

    @Test
    void an_object_that_does_not_fit_into_the_parents_heap_waits_for_memory() {
        assertThat(catchThrowableOfType(
                        MemoryRefused.class,
                        () -> measurer(new MemoryBudget(0, List.of(new Small())), Duration.ofSeconds(1), "true")))
                .isNotNull();
    }

    /** A heap of one byte. */
    private record Small() implements MemoryProbe {
        @Override
        public String name() {
            return "small";
        }

        @Override
        public Optional<Reading> read() {
            return Optional.of(new Reading(1, 0, 0));
        }
    }

    @Test
    void a_child_has_an_empty_environment() throws IOException {
        Path told = root.resolve("environment");
        failure(LONG, "/usr/bin/env", "sh", "-c", "env > " + told);
        assertThat(Files.readAllLines(told)).allSatisfy(line -> assertThat(line).matches("(PWD|SHLVL|_|OLDPWD)=.*"));
    }

    @Test
    void a_child_ends_when_its_parent_is_killed() throws IOException, InterruptedException {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ParentMain.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader told = new BufferedReader(new InputStreamReader(parent.getInputStream()))) {
            long pid = Long.parseLong(told.readLine());
            assertThat(Processes.alive(pid)).isTrue();
            parent.destroyForcibly();
            assertThat(parent.waitFor(10, TimeUnit.SECONDS)).isTrue();
            await().atMost(Duration.ofSeconds(20)).until(() -> !Processes.alive(pid));
        } finally {
            parent.destroyForcibly();
        }
    }

    /** A parent that starts a child, tells its number and goes on. */
    static final class ParentMain {
        public static void main(String[] arguments) throws InterruptedException {
            Child child = Child.start(
                    ChildCommand.ofThisProcess().with(32 << 20), Duration.ofMinutes(10), new OomKills(Path.of("/")));
            System.out.println(child.pid());
            Thread.currentThread().join();
        }
    }
}
