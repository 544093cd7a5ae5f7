package fairweather.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import fairweather.gateway.miner.FakeMiner;
import fairweather.gateway.miner.Rows;
import fairweather.gateway.runtime.MigratedDatabase;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Without an allow list no address of this machine or its neighbours is connected to. */
@QuarkusTest
@WithTestResource(value = MigratedDatabase.class, initArgs = @ResourceArg(name = "loopback", value = "false"))
class DefaultNetworkTest {
    @Test
    void aMinerOnLoopbackIsBlockedHoweverItIsWritten() {
        try (FakeMiner miner = new FakeMiner()) {
            Rows.Response plain = miner.seeded();
            Gateway.ask(plain, "initiate")
                    .then()
                    .statusCode(200)
                    .body("result", equalTo("failed"))
                    .body("code", equalTo("BLOCKED_ADDRESS"));
            for (String form : new String[] {"2130706433", "localhost", "::1", "::ffff:127.0.0.1", "127.9.9.9"}) {
                Gateway.ask(Rows.response("hk-" + form, form, miner.port()), "poll")
                        .then()
                        .body("code", equalTo("BLOCKED_ADDRESS"));
            }
            miner.frozen();
            Gateway.object(plain, "10u/0.0.0").then().statusCode(502).body("code", equalTo("BLOCKED_ADDRESS"));
            assertThat(miner.requests()).isEmpty();
        }
    }
}
