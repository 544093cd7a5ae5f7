package fairweather.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import fairweather.deploy.api.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The launcher as a process of its own, over stand-ins for the services. */
class DemoCommandTest {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir
    Path directory;

    /** One for all tests, so that PostgreSQL is unpacked once. */
    @TempDir
    static Path temporary;

    private Path root;
    private List<Path> before;

    @BeforeEach
    void prepare() throws Exception {
        root = FakeProject.create(Files.createDirectory(directory.resolve("root")));
        before = temporaryFiles();
        // Started by root, the server may run as another user, who has to get through here.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void exit_ends_with_0_after_the_leaderboard_of_a_completed_run_and_leaves_no_temporary_files() throws Exception {
        Process process = demo("--exit", "--miners", "3");
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(output())
                .contains("Leaderboard of run 5, cycle 2018-10-06T18:00:00Z: completed")
                .contains("invariants: all 1 hold")
                .contains("   1    0   0.5000  0.4000   0.90  0.6000  persistence")
                .contains("/q/openapi")
                .doesNotContain("\u001b");
        assertThat(process.exitValue()).isZero();
        assertThat(leftOver()).isEmpty();
    }

    @Test
    void exit_ends_with_1_if_the_run_did_not_complete() throws Exception {
        Process process = demo("--exit", "--miners", "3", "--limit", "1");
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output()).contains("the run has not ended in time").doesNotContain("\tat ");
        assertThat(leftOver()).isEmpty();
    }

    @Test
    void the_leaderboard_is_shown_even_if_the_orchestrator_dies_of_the_invariants() throws Exception {
        Process process = demo(Map.of(FakeService.DIES_OF_INVARIANTS, "yes"), "--exit", "--miners", "3");
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(output())
                .contains("   1    0   0.5000  0.4000   0.90  0.6000  persistence")
                .contains("orchestrator-service is gone")
                .contains("invariants: could not be read");
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void a_machine_on_which_the_database_cannot_run_is_told_in_a_sentence() throws Exception {
        assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
                .as("skipped: only root needs the tools that are missing here")
                .isEqualTo(0);
        Process process = demo(Map.of("PATH", "/nowhere"), "--exit", "--miners", "3");
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(output())
                .contains("the demonstration does not start: PostgreSQL does not run as root")
                .doesNotContain("\tat ");
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(leftOver()).isEmpty();
    }

    @Test
    void an_interrupt_stops_all_that_was_started_and_removes_what_is_temporary() throws Exception {
        Process process = demo("--miners", "3");
        await().atMost(LIMIT).until(() -> output().contains("Everything goes on running until Ctrl-C."));
        List<Long> started = started();
        assertThat(started).hasSize(5).allMatch(DemoCommandTest::alive);
        signal("INT", process);
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(started).noneMatch(DemoCommandTest::alive);
        assertThat(leftOver()).isEmpty();
    }

    @Test
    void when_the_launcher_itself_is_killed_all_that_it_started_ends() throws Exception {
        assumeThat(fairweather.process.ChildProcess.runs("setpriv", "--pdeathsig", "TERM", "true"))
                .as("skipped: setpriv of util-linux is missing")
                .isTrue();
        Process process = demo("--miners", "3");
        await().atMost(LIMIT).until(() -> output().contains("Everything goes on running until Ctrl-C."));
        List<Long> started = started();
        assertThat(started).hasSize(5).allMatch(DemoCommandTest::alive);
        signal("KILL", process);
        await().atMost(Duration.ofSeconds(20)).until(() -> started.stream().noneMatch(DemoCommandTest::alive));
    }

    @Test
    void wrong_options_are_answered_with_a_sentence_and_2() {
        CommandLine commands = Launcher.commandLine();
        java.io.StringWriter complaints = new java.io.StringWriter();
        commands.setErr(new java.io.PrintWriter(complaints));
        assertThat(commands.execute("demo", "--miners", "257")).isEqualTo(2);
        assertThat(commands.execute("demo", "--kill", "scoring@lunch")).isEqualTo(2);
        assertThat(commands.execute("demo", "--limit", "0")).isEqualTo(2);
        assertThat(commands.execute()).isEqualTo(2);
        assertThat(complaints.toString())
                .contains("the number of miners is 1 to 256, not 257")
                .contains("'scoring@lunch' is not SERVICE@STAGE")
                .contains("the limit is 1 second or more, not 0")
                .contains("a command is missing");
    }

    private Process demo(String... arguments) throws IOException {
        return demo(Map.of(), arguments);
    }

    private Process demo(Map<String, String> environment, String... arguments) throws IOException {
        // A build that runs in the background ignores interrupts, and so would what it starts.
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-Dfairweather.root=" + root,
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName(),
                "demo"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The processes of the services, the simulator and the server. */
    private List<Long> started() throws IOException {
        List<Long> pids = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root.resolve("run"))) {
            JsonNode file = Json.MAPPER.readTree(files.filter(path -> path.endsWith("demo.json"))
                    .findFirst()
                    .orElseThrow()
                    .toFile());
            for (Map.Entry<String, JsonNode> pid : file.path("pids").properties()) {
                pids.add(pid.getValue().asLong());
            }
        }
        return pids;
    }

    private List<Path> leftOver() throws IOException {
        List<Path> files = new ArrayList<>(temporaryFiles());
        files.removeAll(before);
        return files;
    }

    private List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            // The unpacked binaries are a cache.
            return files.filter(path -> path.getFileName().toString().matches("fairweather-(demo|database)-.*"))
                    .toList();
        }
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("output"), StandardCharsets.UTF_8);
    }

    private static void signal(String name, Process process) throws Exception {
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                .start()
                .waitFor();
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
