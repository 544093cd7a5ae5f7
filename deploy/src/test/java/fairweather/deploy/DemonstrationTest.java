package fairweather.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import fairweather.deploy.api.Json;
import fairweather.deploy.api.RunView;
import fairweather.deploy.process.Stop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher over stand-ins for the services; the database and the simulator are real. */
class DemonstrationTest {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir
    Path root;

    @Test
    void starts_everything_follows_the_run_to_its_end_and_leaves_nothing_running() throws Exception {
        List<Long> pids = new ArrayList<>();
        List<String> statuses = new ArrayList<>();
        Path directory;
        try (Demonstration demonstration = Demonstration.start(options())) {
            RunView run = demonstration.awaitEnd(LIMIT, view -> statuses.add(view.status()));
            directory = demonstration.directory();
            assertThat(run.completed()).isTrue();
            assertThat(statuses).startsWith("created").endsWith("completed").hasSize(6);
            assertThat(demonstration.board().rows().get(0).label()).isEqualTo("persistence");
            assertThat(demonstration.invariantViolations()).containsEntry("inv_i01", 0L);
            assertThat(demonstration.miners()).hasSize(3);
            assertThat(demonstration.measurements())
                    .extracting(Measurement::name)
                    .containsExactly("orchestrator-service", "miner-gateway-service", "scoring-service", "simulator");
            assertThat(demonstration.measurements()).allSatisfy(each -> {
                assertThat(each.restarts()).isZero();
                assertThat(each.peakMemoryKib()).isGreaterThan(10_000);
            });
            assertThat(demonstration.measurements().get(0).eventLoopBlocks()).isEqualTo(OptionalLong.of(1));
            JsonNode file = Json.MAPPER.readTree(directory.resolve("demo.json").toFile());
            assertThat(file.path("run_id").asLong()).isEqualTo(5);
            assertThat(file.path("database").path("port").asInt())
                    .isEqualTo(demonstration.database().port());
            assertThat(Files.getPosixFilePermissions(directory.resolve("demo.json")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            file.path("pids").forEach(pid -> pids.add(pid.asLong()));
            try (Connection connection = demonstration.database().connectAsApp();
                    ResultSet fleet = connection.createStatement().executeQuery("SELECT body FROM fleet")) {
                fleet.next();
                assertThat(Json.MAPPER.readTree(fleet.getString(1)).path("miners"))
                        .hasSize(3);
            }
        }
        assertThat(pids).hasSize(5).noneMatch(DemonstrationTest::alive);
        assertThat(directory.resolve("logs/scoring-service.log")).content().contains("listening with a token of 48");
        assertThat(directory.resolve("logs/simulator.log")).content().contains("3 miners");
    }

    @Test
    void a_service_killed_at_a_stage_comes_back_on_its_port_and_the_run_ends_as_before() throws Exception {
        List<String> said = new CopyOnWriteArrayList<>();
        DemonstrationOptions options = options().withKill(Service.ORCHESTRATOR, Stage.DAY1);
        try (Demonstration demonstration =
                Demonstration.start(options, new Stop(), Clock.systemUTC(), said::add, line -> {})) {
            int port = demonstration.apiUrl().getPort();
            assertThat(demonstration.awaitEnd(LIMIT).completed()).isTrue();
            assertThat(demonstration.measurements().get(0).restarts()).isEqualTo(1);
            assertThat(demonstration.apiUrl().getPort()).isEqualTo(port);
            assertThat(said)
                    .containsSubsequence(
                            "kill -9 orchestrator-service, as asked for",
                            "orchestrator-service was ended by signal 9: started again (1 of at most 5)");
            Path file = demonstration.directory().resolve("demo.json");
            await().untilAsserted(() -> assertThat(alive(Json.MAPPER
                            .readTree(file.toFile())
                            .path("pids")
                            .path("orchestrator-service")
                            .asLong()))
                    .isTrue());
        }
    }

    @Test
    void a_service_that_cannot_run_is_given_up_and_said_so() throws Exception {
        DemonstrationOptions options = options();
        Files.delete(Service.SCORING.jar(root));
        assertThatThrownBy(() -> Demonstration.start(options))
                .isInstanceOf(DemonstrationFailed.class)
                .hasMessageContaining("scoring-service is gone; its log: ")
                .hasMessageContaining("Unable to access jarfile");
    }

    @Test
    void a_run_that_does_not_end_in_time_is_reported_with_its_state() throws Exception {
        try (Demonstration demonstration = Demonstration.start(options())) {
            assertThatThrownBy(() -> demonstration.awaitEnd(Duration.ofMillis(600)))
                    .isInstanceOf(DemonstrationFailed.class)
                    .hasMessageContaining("the run has not ended in time: it is");
        }
    }

    @Test
    void fixed_ports_are_used_in_order_and_a_taken_one_is_refused() throws Exception {
        int base = new fairweather.deploy.process.Ports(ProcessHandle.current().pid() + 500).free();
        DemonstrationOptions options = new DemonstrationOptions(options().root(), 1, false, List.of(), base);
        try (Demonstration demonstration = Demonstration.start(options)) {
            assertThat(demonstration.apiUrl().getPort()).isEqualTo(base);
            assertThat(demonstration.database().port()).isEqualTo(base + 3);
            DemonstrationOptions same = new DemonstrationOptions(root, 1, false, List.of(), base - 3);
            assertThatThrownBy(() -> Demonstration.start(same)).hasMessageContaining("Address already in use");
        }
    }

    private DemonstrationOptions options() throws Exception {
        return DemonstrationOptions.at(FakeProject.create(root)).withMiners(3);
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
