package fairweather.orchestrator.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.orchestrator.stored.StoredRows;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a service that works does when it is told to stop. */
@QuarkusTest
@QuarkusTestResource(value = HangingMiners.class, restrictToAnnotatedClass = true)
class DrainTest {
    @Inject
    Event<ShutdownEvent> shutdown;

    private StoredRows rows;

    @BeforeEach
    void connect() throws SQLException {
        Config config = ConfigProvider.getConfig();
        rows = new StoredRows(DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.flyway.username", String.class),
                config.getValue("quarkus.flyway.password", String.class)));
    }

    @AfterEach
    void close() {
        rows.close();
    }

    @Test
    void a_job_that_does_not_end_in_time_is_given_back_and_its_attempt_is_not_burnt() {
        rows.miner(4, "hk-4", null);
        int run = rows.run("demo", StoredRows.CYCLE, "awaiting_inference_results");
        rows.run("UPDATE weather_forecast_runs SET run_initiation_time = fw_now()");
        int response = rows.response(run, 4, "hk-4", "created");
        long job = rows.job("weather.query_miner", run, response, 4, "pending");
        rows.run("UPDATE validator_jobs SET payload = '{\"miner_hotkey\": \"hk-4\"}', due_at = fw_now()");
        await().until(() ->
                rows.one("SELECT status FROM validator_jobs WHERE id = ?", job).equals("in_progress"));
        await().until(() ->
                rows.number("SELECT count(*) FROM weather_forecast_steps WHERE status = 'in_progress'") == 1);

        shutdown.fire(new ShutdownEvent());

        assertThat(rows.one("SELECT status || ' ' || attempts FROM validator_jobs WHERE id = ?", job))
                .isEqualTo("pending 0");
        assertThat(rows.number("SELECT count(*) FROM outcomes WHERE response_id = ?", response))
                .isZero();
        assertThat(rows.one("SELECT status FROM weather_miner_responses WHERE id = ?", response))
                .isEqualTo("created");
    }
}
