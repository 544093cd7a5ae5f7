package fairweather.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import fairweather.miner.probe.PhaseReport;
import fairweather.miner.probe.ProbeReport;
import fairweather.miner.probe.ReportJson;
import fairweather.simulator.trouble.ContentTrouble;
import fairweather.simulator.trouble.DoorTrouble;
import fairweather.simulator.trouble.FreezeTrouble;
import fairweather.simulator.trouble.TalkTrouble;
import fairweather.simulator.trouble.WireTrouble;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeCommandTest {
    private static final String ANOTHER = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

    private static Simulated simulated;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startMinersThatHaveForecast() throws Exception {
        simulated = new Simulated(
                DoorTrouble.OFFLINE,
                TalkTrouble.NEVER_READY,
                FreezeTrouble.BAD_SIGNATURE,
                FreezeTrouble.BAD_MANIFEST_HASH,
                ContentTrouble.WRONG_UNITS,
                WireTrouble.HTTP_500);
        for (int uid : List.of(0, 2, 3, 4, 5)) {
            simulated.command("miner-conformance", uid, "--every", "1", "--wait", "1", "--chunks", "1");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        simulated.close();
    }

    @Test
    void every_phase_of_a_good_miner_is_told_in_eighty_columns() {
        Run run = simulated.command("miner-probe", 0);

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(run.out())
                .contains("127.0.0.1, port " + simulated.miner(0).port() + "; may be connected to")
                .contains("open; plain HTTP, no TLS")
                .contains("the miner says 'completed'")
                .contains("valid for the hotkey; binds 99 files")
                .contains("10u 10v: chunks [1, 181, 360] <f4 zlib")
                .contains("10u/39.0.0 has its hash and decodes to 65160 values")
                .contains("All is well")
                .contains("a key made for this probe");
    }

    @ParameterizedTest
    @CsvSource({
        "1, connection, UNREACHABLE",
        "3, signature, INTEGRITY_SIGNATURE",
        "4, manifest, INTEGRITY_MANIFEST_HASH",
        "5, metadata, CONTENT_VALUES",
        "6, job, HTTP_5XX"
    })
    void the_phase_that_fails_is_named_with_its_code_and_what_to_do(int uid, String phase, String code) {
        Run run = simulated.command("miner-probe", uid);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("FAILED  " + code)
                .contains("NOT well: " + phase + " failed with " + code)
                .contains("    > ")
                .contains("not reached");
    }

    @Test
    void a_forecast_that_is_not_finished_is_no_fault() {
        Run run = simulated.command("miner-probe", 2);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("waiting  NOT_READY", "the miner says 'processing'", "Nothing is wrong")
                .doesNotContain("FAILED");
    }

    @Test
    void a_wrong_hotkey_is_refused_by_the_miner_and_the_advice_says_where_to_look() {
        Run run = Run.of(
                "miner-probe",
                "http://127.0.0.1:" + simulated.miner(0).port(),
                "--hotkey",
                ANOTHER,
                "--allow",
                "127.0.0.1");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("FAILED  HTTP_401_403", "addressed to somebody else");
    }

    @Test
    void an_address_of_this_machine_is_not_connected_to_unless_it_is_allowed() {
        Run run = Run.of("miner-probe", "http://127.0.0.1:9", "--hotkey", ANOTHER);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("FAILED  BLOCKED_ADDRESS", "--allow");
    }

    @Test
    void the_report_as_json_says_the_same() throws Exception {
        Run run = simulated.command("miner-probe", 3, "--json");

        JsonNode root = new ObjectMapper().readTree(run.out());
        assertThat(root.path("good").booleanValue()).isFalse();
        ProbeReport report = ReportJson.read(root);
        assertThat(report.phases().stream().map(PhaseReport::code))
                .containsExactly(null, null, null, null, null, "INTEGRITY_SIGNATURE", null, null);
        assertThat(ReportJson.write(report)).hasToString(root.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://127.0.0.1,          5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY, 2026-11-26T00Z, is not a miner's address",
        "http://127.0.0.1/path,    5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY, 2026-11-26T00Z, is not a miner's address",
        "http://127.0.0.1:4000,    5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ, 2026-11-26T00Z, not an SS58 address",
        "http://127.0.0.1:4000,    5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY, 2026-11-26T01Z, '00, 06, 12 or 18 UTC'"
    })
    void what_cannot_be_meant_is_refused_in_one_line(String url, String hotkey, String cycle, String why) {
        Run run = Run.of("miner-probe", url, "--hotkey", hotkey, "--cycle", cycle);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(why).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void a_slot_is_probed_by_the_running_fairweather_and_printed_alike() throws Exception {
        String report = simulated.command("miner-probe", 0, "--json").out();
        AtomicReference<String> asked = new AtomicReference<>();
        HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.set(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            boolean known = exchange.getRequestURI().getPath().equals("/api/v1/miners/7/probe");
            byte[] answer =
                    (known ? report : "{\"detail\": \"there is no miner in slot 8\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 404, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        api.start();
        try {
            String url = "http://127.0.0.1:" + api.getAddress().getPort();
            String token =
                    Files.writeString(directory.resolve("token"), "secret\n").toString();
            Run known = Run.of(
                    "miner-probe", "7", "--api", url, "--token-file", token, "--actor", "alice", "--reason", "why");
            assertThat(known.code()).as(known.err()).isZero();
            assertThat(known.out()).contains("slot 7", "All is well");
            assertThat(asked.get())
                    .isEqualTo("POST /api/v1/miners/7/probe Bearer secret {\"actor\":\"alice\",\"reason\":\"why\"}");

            Run unknown = Run.of("miner-probe", "8", "--api", url, "--token-file", token);
            assertThat(unknown.code()).isEqualTo(2);
            assertThat(unknown.err()).contains("404: there is no miner in slot 8");
        } finally {
            api.stop(0);
        }
    }
}
