package fairweather.gateway.runtime;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import fairweather.postgres.FairweatherDatabase;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = MigratedDatabase.class, initArgs = @ResourceArg(name = "migrate", value = "false"))
class SchemaWaitTest {
    @ConfigProperty(name = "quarkus.datasource.reactive.url")
    String url;

    @ConfigProperty(name = "test.owner.password")
    String ownerPassword;

    /** How often the service has asked itself. */
    private static long rehearsals() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_count")
                        && line.contains("uri=\"/internal/v1/identity\"")
                        && line.contains("status=\"200\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void theServiceIsNotReadyUntilTheSchemaIsThereAndItHasRehearsedOnce() {
        given().get("/q/health/ready").then().statusCode(503).body("status", equalTo("DOWN"));
        assertThat(rehearsals()).isZero();

        MigratedDatabase.migrate(
                "jdbc:" + url, FairweatherDatabase.OWNER, ownerPassword, FairweatherDatabase.APPLICATION);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
        given().get("/q/health/ready")
                .then()
                .body("checks.find { it.name == 'schema' }.data.version", greaterThanOrEqualTo(5));
        given().get("/q/health/ready").then().statusCode(200);
        assertThat(rehearsals()).isEqualTo(1);
    }
}
