package fairweather.scoring.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import fairweather.database.Database;
import fairweather.job.JobType;
import fairweather.job.NewJob;
import fairweather.job.postgres.PostgresJobQueue;
import fairweather.scoring.rig.Rig;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmptyDatabase.class)
class ServiceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Pool pool;

    @ConfigProperty(name = "test.jdbc.url")
    String jdbcUrl;

    @ConfigProperty(name = "test.owner")
    String owner;

    @ConfigProperty(name = "test.owner.password")
    String ownerPassword;

    @ConfigProperty(name = "quarkus.datasource.username")
    String application;

    @Test
    void the_service_waits_for_the_schema_and_then_does_the_work_and_counts_it() {
        given().get("/q/health/ready").then().statusCode(503).body("status", equalTo("DOWN"));
        given().get("/q/health/live").then().statusCode(200);

        Flyway.configure()
                .dataSource(jdbcUrl, owner, ownerPassword)
                .placeholders(Map.of("app_role", application))
                .load()
                .migrate();
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));

        given().get("/q/health/ready")
                .then()
                .body("checks.find { it.name == 'reference data' }.status", equalTo("UP"))
                .body("checks.find { it.name == 'reference data' }.data.degraded", equalTo(false));

        Database database = new Database(pool);
        NewJob seed = NewJob.ofRun(JobType.SEED, Rig.insertRun(database), new JsonObject());
        long id = new PostgresJobQueue(pool)
                .enqueue(seed)
                .await()
                .atMost(PATIENCE)
                .orElseThrow();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(database.first("SELECT status FROM validator_jobs WHERE id = $1", id)
                                .orElseThrow()
                                .getString("status"))
                        .isEqualTo("completed"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(given().get("/q/metrics").asString())
                        .contains("fairweather_cache_hits_total", "fairweather_cache_held_bytes")
                        .contains("fairweather_jobs_seconds_count{end=\"succeeded\",type=\"weather.seed\"} 1"));
        assertThat(database.first("SHOW lock_timeout").orElseThrow().getString(0))
                .isEqualTo("5s");
        assertThat(database.first("SHOW statement_timeout").orElseThrow().getString(0))
                .isEqualTo("30s");
        assertThat(database.first("SHOW timezone").orElseThrow().getString(0)).isEqualTo("UTC");
    }
}
