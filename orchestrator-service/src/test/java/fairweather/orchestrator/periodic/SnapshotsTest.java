package fairweather.orchestrator.periodic;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.orchestrator.OrchestratorDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
    private OrchestratorDatabase postgres;

    @BeforeEach
    void migrate() {
        postgres = new OrchestratorDatabase();
    }

    @AfterEach
    void close() {
        postgres.close();
    }

    private JsonObject taken() {
        long count = postgres.database()
                .transaction(tx -> new Snapshots().turn(tx, Instant.EPOCH))
                .count();
        assertThat(count).isOne();
        return postgres.database()
                .first("SELECT content FROM subnet_snapshots ORDER BY id DESC LIMIT 1")
                .orElseThrow()
                .getJsonObject("content");
    }

    @Test
    void an_empty_subnet_has_no_averages() {
        JsonObject content = taken();
        assertThat(content.getInteger("miners")).isZero();
        assertThat(content.getDouble("avg_forecast_score")).isNull();
        assertThat(content.getJsonArray("top")).isEqualTo(new JsonArray());
    }

    @Test
    void the_averages_the_best_and_the_last_ten_are_kept() {
        for (int uid = 0; uid < 12; uid++) {
            postgres.database()
                    .update(
                            "INSERT INTO miner_stats (miner_uid, miner_hotkey, avg_forecast_score, avg_day1_score, "
                                    + "avg_hosting_latency_ms, host_reliability_ratio) VALUES ($1, $2, $3, 0.5, 20, 1)",
                            uid,
                            "hotkey-" + uid,
                            uid == 11 ? null : uid / 16.0);
        }
        JsonObject content = taken();

        assertThat(content.getDouble("avg_forecast_score")).isEqualTo(5 / 16.0);
        assertThat(content.getDouble("avg_day1_score")).isEqualTo(0.5);
        assertThat(content.getDouble("avg_hosting_latency_ms")).isEqualTo(20);
        assertThat(content.getDouble("host_reliability_ratio")).isEqualTo(1);
        assertThat(content.getDouble("avg_era5_completeness")).isNull();
        assertThat(content.getJsonArray("top")).hasSize(10);
        assertThat(content.getJsonArray("top").getJsonObject(0).getInteger("uid"))
                .isEqualTo(10);
        assertThat(content.getJsonArray("bottom").getJsonObject(0))
                .isEqualTo(
                        new JsonObject().put("uid", 0).put("hotkey", "hotkey-0").put("score", 0));
    }
}
