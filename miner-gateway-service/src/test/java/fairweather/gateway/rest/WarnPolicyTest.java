package fairweather.gateway.rest;

import static org.hamcrest.Matchers.equalTo;

import fairweather.forecast.protocol.MinerWords;
import fairweather.gateway.miner.FakeMiner;
import fairweather.gateway.miner.Rows;
import fairweather.gateway.runtime.MigratedDatabase;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = MigratedDatabase.class, initArgs = @ResourceArg(name = "job-id-policy", value = "warn"))
class WarnPolicyTest {
    private static final String FOREIGN = "8f8efe47-201e-414c-9a7a-f609e8707481";

    @Test
    void aForeignJobIdentifierIsTakenUnlessAnotherMinerOfTheRunHasIt() {
        try (FakeMiner miner = new FakeMiner()) {
            Rows.Response response = miner.seeded();
            miner.reply(
                    MinerWords.PATH_INITIATE,
                    new JsonObject().put("status", "fetch_accepted").put("job_id", FOREIGN));
            Gateway.ask(response, "initiate")
                    .then()
                    .body("result", equalTo("accepted"))
                    .body("job_id", equalTo(FOREIGN));

            Rows.Response neighbour =
                    Rows.response(response.runId(), 1000, response.initTime(), "hk-neighbour", "127.0.0.1", 1);
            Rows.setJobId(neighbour, FOREIGN);
            Gateway.ask(response, "initiate").then().body("code", equalTo("PROTOCOL"));
        }
    }
}
