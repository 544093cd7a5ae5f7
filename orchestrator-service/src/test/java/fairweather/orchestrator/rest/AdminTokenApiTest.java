package fairweather.orchestrator.rest;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(AdminTokenApiTest.WithToken.class)
class AdminTokenApiTest extends AdminTest {
    private static final String TOKEN = "the-admin-token";

    /** A service with a token. */
    public static class WithToken implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("fairweather.admin.token", TOKEN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/runs", "/api/v1/nothing", "/q/../api/v1/runs", "//api/v1/runs", "/API/v1/runs"})
    void a_call_without_the_token_is_refused(String path) {
        problem(
                given().urlEncodingEnabled(false).when().get(path).then().header("WWW-Authenticate", "Bearer"),
                401,
                "Unauthorized",
                "the admin token is missing or wrong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer wrong", "Bearer the-admin-token2", "Bearer ", "Basic the-admin-token", "the-admin-token"
            })
    void a_call_with_a_wrong_token_is_refused(String authorization) {
        problem(
                given().header("Authorization", authorization)
                        .when()
                        .get("/api/v1/runs")
                        .then(),
                401,
                "Unauthorized",
                "the admin token is missing or wrong");
    }

    @Test
    void a_call_with_the_token_passes() {
        given().header("Authorization", "Bearer " + TOKEN)
                .when()
                .get("/api/v1/runs")
                .then()
                .statusCode(200);
    }

    @Test
    void probes_need_no_token() {
        get("/q/health/live").statusCode(200);
    }
}
