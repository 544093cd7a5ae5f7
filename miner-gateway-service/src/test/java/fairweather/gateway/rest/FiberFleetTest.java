package fairweather.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import fairweather.gateway.miner.Rows;
import fairweather.gateway.runtime.MigratedDatabase;
import fairweather.simulator.Fleet;
import fairweather.simulator.FleetPlan;
import fairweather.simulator.MinerEndpoint;
import fairweather.simulator.MinerPlan;
import fairweather.simulator.forecast.Forecaster;
import fairweather.simulator.protocol.RequestKind;
import fairweather.simulator.trouble.WireTrouble;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A whole conversation by the fiber transport, from the first question to the bytes of a store. */
@QuarkusTest
@WithTestResource(
        value = MigratedDatabase.class,
        initArgs = {@ResourceArg(name = "transport", value = "fiber"), @ResourceArg(name = "limit", value = "20s")})
class FiberFleetTest {
    private static final Instant START = Instant.parse("2018-10-06T18:00:00Z");

    private static Fleet fleet;

    @BeforeAll
    static void startFleet() throws IOException {
        Forecaster persistence = new Forecaster.Persistence();
        fleet = Fleet.start(
                FleetPlan.of(
                        MinerPlan.good(0, "persistence", persistence).withProcessingPolls(1),
                        MinerPlan.good(1, "asks to be left alone", persistence).with(WireTrouble.TOO_MANY_REQUESTS)),
                winds(),
                InstantSource.system());
    }

    @AfterAll
    static void stopFleet() throws IOException {
        fleet.close();
    }

    private static Path winds() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("demo/data/index.json"))) {
            here = here.getParent();
        }
        return here.resolve("demo/data");
    }

    private static Rows.Response seeded(int uid, Instant start) {
        MinerEndpoint miner = fleet.endpoint(uid);
        return Rows.response(start, miner.hotkey(), miner.ip(), miner.port());
    }

    @Test
    void a_miner_is_asked_polled_frozen_and_read_under_one_session_key() {
        Rows.Response response = seeded(0, START);

        JsonPath accepted = Gateway.ask(response, "initiate")
                .then()
                .body("result", equalTo("accepted"))
                .extract()
                .jsonPath();
        Rows.setJobId(response, accepted.getString("job_id"));
        Gateway.ask(response, "poll").then().body("result", equalTo("running"));
        Gateway.ask(response, "poll").then().body("result", equalTo("done"));
        JsonPath frozen = Gateway.ask(response, "freeze")
                .then()
                .body("result", equalTo("verified"))
                .body("signer", equalTo(response.hotkey()))
                .extract()
                .jsonPath();
        Rows.freeze(
                response,
                frozen.getString("manifest_hash"),
                Base64.getDecoder().decode(frozen.getString("manifest_gzip_base64")),
                Base64.getDecoder().decode(frozen.getString("signature_base64")),
                frozen.getString("store_path"),
                frozen.getInt("file_count"));
        byte[] chunk = Gateway.object(response, "10u/0.0.0")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();

        assertThat(chunk.length).isGreaterThan(10_000);
        assertThat(fleet.counters(0).count(RequestKind.PUBLIC_KEY)).isEqualTo(1);
        assertThat(fleet.counters(0).count(RequestKind.KEY_EXCHANGE)).isEqualTo(1);
        assertThat(fleet.counters(0).refused()).isZero();
    }

    @Test
    void trouble_has_the_codes_that_it_has_by_the_direct_transport() throws IOException {
        int closed;
        try (ServerSocket taken = new ServerSocket(0)) {
            closed = taken.getLocalPort();
        }
        Gateway.ask(Rows.response("hk-gone", "127.0.0.1", closed), "poll")
                .then()
                .body("code", equalTo("UNREACHABLE"));
        Gateway.ask(seeded(1, START.minusSeconds(86_400)), "poll").then().body("code", equalTo("RATE_LIMITED"));
    }
}
