package fairweather.orchestrator.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiTest extends AdminTest {
    private static JsonPath description() {
        return given().when()
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void every_address_is_described() {
        JsonPath api = description();

        assertThat(api.getString("info.title")).isEqualTo("Fairweather admin API");
        assertThat(api.getMap("paths").keySet())
                .containsExactlyInAnyOrder(
                        "/api/v1/runs",
                        "/api/v1/runs/{id}",
                        "/api/v1/runs/{id}/board",
                        "/api/v1/runs/{id}/cancel",
                        "/api/v1/runs/{id}/refold",
                        "/api/v1/runs/{id}/redrive",
                        "/api/v1/runs/{id}/kinship",
                        "/api/v1/runs/{id}/miners/{uid}/components",
                        "/api/v1/runs/{id}/miners/{uid}/evidence",
                        "/api/v1/runs/{id}/miners/{uid}/evidence/{evidence}",
                        "/api/v1/runs/{id}/miners/{uid}/timeline",
                        "/api/v1/replays",
                        "/api/v1/replays/{name}",
                        "/api/v1/replays/{name}/cancel",
                        "/api/v1/miners",
                        "/api/v1/miners/import",
                        "/api/v1/miners/{uid}/probe",
                        "/api/v1/leaderboard",
                        "/api/v1/jobs",
                        "/api/v1/jobs/{id}",
                        "/api/v1/jobs/{id}/retry",
                        "/api/v1/jobs/{id}/cancel",
                        "/api/v1/jobs/{id}/redrive",
                        "/api/v1/queue",
                        "/api/v1/queue/next",
                        "/api/v1/holds",
                        "/api/v1/holds/{id}",
                        "/api/v1/schedules",
                        "/api/v1/schedules/next",
                        "/api/v1/snapshots",
                        "/api/v1/invariants",
                        "/api/v1/outcomes/refold",
                        "/api/v1/responses/{id}/refold");
    }

    @Test
    void every_operation_has_a_summary_and_answers_errors_with_problems() {
        Map<String, Map<String, Map<String, Object>>> paths = description().getMap("paths");

        paths.forEach((path, operations) -> operations.forEach((method, operation) -> {
            assertThat(operation.get("summary")).as(path).isInstanceOf(String.class);
            JsonPath responses = JsonPath.from(Json.encode(operation));
            assertThat(responses.getString("responses.default.content.'application/problem+json'.schema.'$ref'"))
                    .as(method + " " + path)
                    .isEqualTo("#/components/schemas/Problem");
        }));
    }

    @Test
    void all_fields_are_in_snake_case() {
        Map<String, Map<String, Object>> schemas = description().getMap("components.schemas");
        List<String> fields = schemas.values().stream()
                .flatMap(schema -> ((Map<?, ?>) schema.getOrDefault("properties", Map.of())).keySet().stream())
                .map(String::valueOf)
                .toList();

        assertThat(fields)
                .allMatch(field -> field.matches("[a-z0-9_]+"))
                .contains("time_to_first_score_seconds", "era5_combined_score", "day1_done", "oldest_due_age_seconds");
    }

    @Test
    void a_list_is_described_with_its_entries() {
        JsonPath api = description();
        String list =
                api.getString("paths.'/api/v1/runs'.get.responses.'200'.content.'application/json'.schema.'$ref'");
        String schema = list.substring(list.lastIndexOf('/') + 1);

        assertThat(api.getString("components.schemas." + schema + ".properties.items.items.'$ref'"))
                .isEqualTo("#/components/schemas/RunSummary");
        assertThat(api.getString("components.schemas.RunSummary.properties.cycle.'$ref'"))
                .isEqualTo("#/components/schemas/Instant");
        assertThat(api.getString("components.schemas.Instant.format")).isEqualTo("date-time");
        assertThat(api.getMap("paths.'/api/v1/runs'.post.responses").keySet())
                .isEqualTo(Set.of("200", "201", "202", "default"));
    }
}
