package fairweather.deploy.endtoend;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileFleetTest {
    @TempDir
    static Path directory;

    @Test
    void look() throws Exception {
        long t = System.nanoTime();
        try (HostileRun run = HostileRun.of(Path.of(System.getProperty("fairweather.root", "..")), Integer.getInteger("first", 0) == 0 ? 256 : 146, Integer.getInteger("first", 0), directory)) {
            System.out.println("STATUS " + run.view().status() + " " + (System.nanoTime() - t) / 1000000000);
            run.rows().texts("""
              SELECT n.label, r.status, verification_state, failed_stage, failure_category, failure_code,
                (SELECT string_agg(DISTINCT variable_name || ' ' || absence_code, ',') FROM weather_forecast_component_scores c WHERE c.response_id = r.id AND voided_at IS NULL AND absence_code IS NOT NULL),
                s.overall_forecast_score, m.hosting_failures, left(r.error_message, 120)
              FROM weather_miner_responses r JOIN node_table n ON n.uid = r.miner_uid JOIN weather_forecast_stats s USING (run_id, miner_uid)
                JOIN miner_stats m USING (miner_uid) ORDER BY r.miner_uid
            """).forEach(x -> System.out.println("ROW " + x));
            System.out.println(run.demonstration().invariantViolations());
        }
        System.out.println("END " + (System.nanoTime() - t) / 1000000000);
    }
}
