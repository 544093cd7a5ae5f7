package fairweather.orchestrator.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ProblemsApiTest extends AdminTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/runs/first",
                "/api/v1/runs/99999999999",
                "/api/v1/jobs/1.5",
                "/api/v1/nothing",
                "/api/v2/runs",
                "/elsewhere"
            })
    void an_address_of_nothing_is_a_problem(String path) {
        problem(get(path), 404, "Not Found", "there is nothing at this address");
    }

    @Test
    void a_method_that_an_address_does_not_know_is_a_problem() {
        problem(
                given().when().delete("/api/v1/runs").then(),
                405,
                "Method Not Allowed",
                "this address does not know that method");
    }

    @Test
    void a_body_of_another_type_is_a_problem() {
        problem(
                given().contentType("text/plain")
                        .body("x")
                        .when()
                        .post("/api/v1/runs")
                        .then(),
                415,
                "Unsupported Media Type",
                "the body must be application/json");
    }

    @Test
    void an_answer_of_another_type_is_a_problem() {
        problem(
                given().accept("text/csv").when().get("/api/v1/runs").then(),
                406,
                "Not Acceptable",
                "only application/json can be answered");
    }

    @Test
    void a_body_that_is_no_object_is_a_problem() {
        problem(
                post("/api/v1/jobs/1/retry", "[1]"),
                400,
                "Bad Request",
                "the body is not the JSON object that is expected");
        problem(
                post("/api/v1/jobs/1/retry", SIGNED + "x"),
                400,
                "Bad Request",
                "the body is not JSON: the trouble is at line 1, column 39");
    }

    @Test
    void a_body_that_is_too_large_is_a_problem() throws IOException {
        String head = "POST /api/v1/jobs/1/retry HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 99000000\r\nConnection: close\r\n\r\n";
        String answer;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        assertThat(answer)
                .startsWith("HTTP/1.1 413 ")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"detail\":\"the body is too large\"");
    }

    @Test
    void an_unexpected_failure_names_its_incident_and_nothing_else() {
        rows.run("ALTER TABLE miner_stats RENAME TO miner_stats_hidden");
        try {
            ExtractableResponse<Response> answer = get("/api/v1/leaderboard")
                    .statusCode(500)
                    .contentType("application/problem+json")
                    .body("title", equalTo("Internal Server Error"))
                    .extract();
            String incident = answer.path("incident");
            assertThat(incident).hasSize(36);
            assertThat(answer.<String>path("detail"))
                    .isEqualTo("the request could not be carried out; the log has incident " + incident);
            assertThat(answer.asString()).doesNotContain("miner_stats", "Exception", "\tat ");
        } finally {
            rows.run("ALTER TABLE miner_stats_hidden RENAME TO miner_stats");
        }
    }
}
