package fairweather.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code ./fairweather}, copied into a project of empty files, with stand-ins for Java and Maven. */
class ScriptTest {
    private record Answer(int code, String text) {}

    @TempDir
    Path directory;

    private Path project;
    private Path path;
    private Path folders;
    private final Map<String, String> environment = new TreeMap<>();

    @BeforeEach
    void prepare() throws Exception {
        project = Files.createDirectories(directory.resolve("a project"));
        path = Files.createDirectories(directory.resolve("path"));
        folders = Files.createDirectories(directory.resolve("jvm"));
        Path script = project.resolve("fairweather");
        Files.copy(Path.of(System.getProperty("fairweather.root"), "fairweather"), script);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        for (String module : List.of(
                "orchestrator-service", "miner-gateway-service", "scoring-service", "simulator", "deploy", "proof")) {
            Files.createDirectories(project.resolve(module).resolve("src/main"));
            Files.writeString(project.resolve(module).resolve("pom.xml"), "<project/>");
        }
        environment.put("PATH", path + ":/usr/bin:/bin");
        environment.put("HOME", directory.toString());
        environment.put("FAIRWEATHER_JDK_FOLDERS", folders.toString());
        // A java on PATH that is too old, as on many machines.
        jdk(directory.resolve("old"), "17.0.15");
        Files.createSymbolicLink(path.resolve("java"), directory.resolve("old/bin/java"));
        maven("3.9.9");
    }

    @Test
    void a_new_enough_java_home_is_taken_first() throws Exception {
        jdk(folders.resolve("jdk-25"), "25.0.1");
        environment.put("JAVA_HOME", jdk(directory.resolve("mine"), "26").toString());
        assertThat(run("doctor").text()).contains("JDK    " + directory.resolve("mine") + " (version 26)");
    }

    @Test
    void an_old_java_home_and_an_old_java_on_the_path_are_passed_over_for_the_usual_folders() throws Exception {
        environment.put("JAVA_HOME", directory.resolve("old").toString());
        jdk(folders.resolve("jdk-21"), "21.0.2");
        jdk(folders.resolve("jdk-27"), "27-ea");
        jdk(folders.resolve("temurin-25"), "25.0.1");
        assertThat(run("doctor").text()).contains("JDK    " + folders.resolve("temurin-25") + " (version 25)");
    }

    @Test
    void a_java_on_the_path_is_followed_to_its_folder() throws Exception {
        Files.delete(path.resolve("java"));
        Files.createSymbolicLink(
                path.resolve("java"), jdk(directory.resolve("new"), "25").resolve("bin/java"));
        assertThat(run("doctor").text()).contains("JDK    " + directory.resolve("new") + " (version 25)");
    }

    @Test
    void a_runtime_without_a_compiler_is_no_jdk() throws Exception {
        Files.delete(jdk(folders.resolve("jre-25"), "25.0.1").resolve("bin/javac"));
        Answer answer = run("demo");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.text().lines()).hasSize(1);
        assertThat(answer.text()).contains("no JDK 25 or newer found: install one");
    }

    @Test
    void a_missing_or_old_maven_is_told_in_one_line() throws Exception {
        jdk(folders.resolve("jdk-25"), "25.0.1");
        maven("3.6.3");
        Answer answer = run("demo");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.text().lines()).hasSize(1);
        assertThat(answer.text()).contains("no Maven 3.8.6 or newer on PATH (only 3.6.3): install it");
    }

    @Test
    void demo_builds_once_then_starts_the_launcher_with_its_options() throws Exception {
        jdk(folders.resolve("jdk-25"), "25.0.1");
        Answer first = run("demo", "--exit", "--miners", "3", "--", "-Dmaven.repo.local=here");
        assertThat(first.text())
                .contains("building… (the first time takes a few minutes)")
                .contains("mvn -B -q -Dquick package -pl ")
                .contains(" -am -Dmaven.repo.local=here")
                .contains("-Dfairweather.root=" + project + " -jar " + project
                        + "/deploy/target/fairweather-launcher.jar demo --exit --miners 3");
        assertThat(first.code()).isZero();
        Answer second = run("demo");
        assertThat(second.text())
                .doesNotContain("building")
                .doesNotContain("mvn")
                .contains(" demo");
    }

    @Test
    void chaos_builds_the_services_and_the_proofs_then_starts_those_with_its_options() throws Exception {
        jdk(folders.resolve("jdk-25"), "25.0.1");
        Answer answer = run("chaos", "--fault", "kill9-scoring");
        assertThat(answer.text())
                .contains("scoring-service,simulator,proof -am")
                .contains("-Dfairweather.root=" + project + " -jar " + project
                        + "/proof/target/fairweather-proof.jar chaos --fault kill9-scoring");
        assertThat(answer.code()).isZero();
        assertThat(run("chaos").text()).doesNotContain("mvn");
    }

    @Test
    void score_builds_the_scorecard_alone_then_starts_it_with_its_options() throws Exception {
        jdk(folders.resolve("jdk-25"), "25.0.1");
        Answer answer = run("score", "--forecast", "a.nc");
        assertThat(answer.text())
                .contains("package -pl scorecard -am")
                .contains("-Dfairweather.root=" + project + " -jar " + project
                        + "/scorecard/target/fairweather-scorecard.jar --forecast a.nc");
        assertThat(answer.code()).isZero();
    }

    @Test
    void data_builds_its_commands_alone_then_starts_them_with_their_options() throws Exception {
        jdk(folders.resolve("jdk-25"), "25.0.1");
        Answer answer = run("data", "status", "--cache", "somewhere");
        assertThat(answer.text())
                .contains("package -pl reference-commands -am")
                .contains("-Dfairweather.root=" + project + " -jar " + project
                        + "/reference-commands/target/fairweather-reference-commands.jar status --cache somewhere");
        assertThat(answer.code()).isZero();
    }

    @Test
    void a_source_newer_than_the_last_build_and_a_missing_jar_are_built_again() throws Exception {
        jdk(folders.resolve("jdk-25"), "25.0.1");
        run("build");
        Path source = Files.writeString(project.resolve("simulator/src/main/New.java"), "class New {}");
        Files.setLastModifiedTime(
                source,
                FileTime.from(Files.getLastModifiedTime(project.resolve("target/built-deploy"))
                        .toInstant()
                        .plusSeconds(2)));
        assertThat(run("build").text()).contains("building");
        Files.setLastModifiedTime(source, FileTime.fromMillis(0));
        Files.setLastModifiedTime(source.getParent(), FileTime.fromMillis(0));
        assertThat(run("build").text()).isEmpty();
        Files.delete(project.resolve("scoring-service/target/quarkus-app/quarkus-run.jar"));
        assertThat(run("build").text()).contains("building");
    }

    @Test
    void a_build_that_fails_is_not_remembered_as_done() throws Exception {
        jdk(folders.resolve("jdk-25"), "25.0.1");
        executable(path.resolve("mvn"), "[ \"$1\" = --version ] && { echo 'Apache Maven 3.9.9'; exit 0; }; exit 1");
        Answer answer = run("demo");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.text()).contains("the build failed");
        assertThat(project.resolve("target/built-deploy")).doesNotExist();
    }

    @Test
    void test_runs_the_whole_build_and_ends_as_it_ends() throws Exception {
        jdk(folders.resolve("jdk-25"), "25.0.1");
        assertThat(run("test", "-Dmaven.repo.local=here").text()).contains("mvn -B verify -Dmaven.repo.local=here");
        executable(path.resolve("mvn"), "[ \"$1\" = --version ] && { echo 'Apache Maven 3.9.9'; exit 0; }; exit 7");
        assertThat(run("test").code()).isEqualTo(7);
    }

    @Test
    void maven_arguments_of_the_environment_reach_mavens_that_do_not_read_them() throws Exception {
        jdk(folders.resolve("jdk-25"), "25.0.1");
        environment.put("MAVEN_ARGS", "-o -ntp");
        assertThat(run("test").text()).contains("mvn -B verify\n");
        maven("3.8.7");
        assertThat(run("test").text()).contains("mvn -B verify -o -ntp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"build", "doctor"})
    void an_option_that_a_command_does_not_have_is_refused(String command) throws Exception {
        jdk(folders.resolve("jdk-25"), "25.0.1");
        Answer answer = run(command, "-o", "--", "-ntp");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.text())
                .isEqualTo("fairweather: '" + command + "' has no option '-o'; options of Maven come after --\n");
    }

    @Test
    void build_hands_the_options_after_the_dashes_to_maven() throws Exception {
        jdk(folders.resolve("jdk-25"), "25.0.1");
        assertThat(run("build", "--", "-o").text()).contains(" -am -o");
    }

    @Test
    void an_unknown_command_is_refused_and_help_is_not() throws Exception {
        assertThat(run("dance").code()).isEqualTo(2);
        assertThat(run("help")).satisfies(answer -> {
            assertThat(answer.code()).isZero();
            assertThat(answer.text()).contains("demo", "chaos", "test", "build", "doctor");
        });
    }

    private Answer run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(project.resolve("fairweather").toString()));
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(Duration.ofSeconds(30))).isTrue();
        return new Answer(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    /** A JDK whose java tells its version, or else what it was asked to start. */
    private static Path jdk(Path home, String version) throws IOException {
        executable(
                home.resolve("bin/java"),
                "for a; do [ \"$a\" = -version ] && { echo 'openjdk version \"" + version
                        + "\" 2025-09-16' >&2; exit 0; }; done; echo \"java $*\"");
        executable(home.resolve("bin/javac"), "exit 0");
        return home;
    }

    /** A Maven that tells what it was asked to do and leaves what the real one would. */
    private void maven(String version) throws IOException {
        executable(
                path.resolve("mvn"),
                "[ \"$1\" = --version ] && { printf '\\033[1mApache Maven " + version + "\\033[m\\n'; exit 0; }\n"
                        + "echo \"mvn $*\"\n"
                        + "for m in orchestrator miner-gateway scoring; do mkdir -p $m-service/target/quarkus-app;"
                        + " touch $m-service/target/quarkus-app/quarkus-run.jar; done\n"
                        + "mkdir -p deploy/target proof/target; touch deploy/target/fairweather-launcher.jar"
                        + " proof/target/fairweather-proof.jar");
    }

    private static void executable(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
