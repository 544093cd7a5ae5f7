package fairweather.gateway.rest;

import static io.restassured.RestAssured.given;

import fairweather.gateway.miner.Rows;
import fairweather.gateway.runtime.MigratedDatabase;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** Calls the running service as the other services do. */
final class Gateway {
    private Gateway() {}

    static RequestSpecification caller() {
        return given().header("Authorization", "Bearer " + MigratedDatabase.TOKEN)
                .contentType("application/json");
    }

    static Response ask(Rows.Response response, String operation) {
        return caller().body("{\"deadline_ms\": 20000}")
                .post("/internal/v1/responses/" + response.id() + "/" + operation);
    }

    static Response object(Rows.Response response, String key) {
        return caller().get("/internal/v1/responses/" + response.id() + "/objects/" + key);
    }
}
