package fairweather.deploy.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Real processes and a real database against 256 miners of which half are hostile, each in its own way; then against a
 * second fleet, in which the same good miners stand between those hostile ones that had no place in the first. What has
 * to become of each says {@code docs/miner-faults.md}.
 */
@Execution(ExecutionMode.SAME_THREAD)
class HostileFleetTest {
    private static final Path ROOT = Path.of(System.getProperty("fairweather.root", ".."));
    private static final int MINERS = 256;

    private static Map<String, Fate> page;
    private static HostileRun first;
    private static HostileRun second;

    @BeforeAll
    static void runBothFleets(@TempDir Path directory) throws Exception {
        Assumptions.assumeTrue(built(), "skipped: the services are not packaged; run the build of all modules");
        page = Fate.onThePage(ROOT);
        page.remove("accept");
        int rest = page.size() - MINERS / 2;
        first = HostileRun.of(ROOT, MINERS, 0, Files.createDirectory(directory.resolve("first")));
        second = HostileRun.of(ROOT, 2 * rest, MINERS / 2, Files.createDirectory(directory.resolve("second")));
    }

    private static boolean built() {
        return List.of("orchestrator-service", "miner-gateway-service", "scoring-service").stream()
                .allMatch(module -> Files.exists(ROOT.resolve(module + "/target/quarkus-app/quarkus-run.jar")));
    }

    @Test
    void both_runs_complete_however_many_miners_are_hostile() {
        assertThat(first.view().status()).isEqualTo("completed");
        assertThat(second.view().status()).isEqualTo("completed");
        assertThat(first.hostile()).hasSize(MINERS / 2);
    }

    @Test
    void every_hostile_miner_ends_as_the_page_says() {
        Map<String, Fate> all = new LinkedHashMap<>(first.hostile());
        all.putAll(second.hostile());

        assertThat(all).hasSizeGreaterThan(40).containsOnlyKeys(page.keySet());
        assertThat(all).allSatisfy((knob, fate) -> assertThat(fate).as(knob).isEqualTo(page.get(knob)));
    }

    @Test
    void every_good_miner_is_scored_and_none_counts_as_badly_hosted() {
        Fate scored = new Fate("era5_scored", "verified", "", "", "", "", "twin", false);

        assertThat(first.good())
                .hasSize(MINERS / 2)
                .allSatisfy((label, fate) -> assertThat(fate).as(label).isEqualTo(scored));
        assertThat(second.good())
                .allSatisfy((label, fate) -> assertThat(fate).as(label).isEqualTo(scored));
    }

    /** That they are the same without any is shown by {@link EndToEndTest}, with a smaller fleet. */
    @Test
    void the_good_miners_rows_are_the_same_whoever_the_hostile_ones_are() {
        Map<Integer, List<String>> shared = new TreeMap<>(first.goodRows());
        shared.keySet().retainAll(second.goodRows().keySet());

        assertThat(shared).hasSize(second.goodRows().size()).hasSizeGreaterThan(40);
        assertThat(shared).isEqualTo(second.goodRows());
    }

    @Test
    void every_invariant_view_is_empty_and_nothing_is_parked() {
        for (HostileRun run : List.of(first, second)) {
            assertThat(run.violations())
                    .hasSizeGreaterThanOrEqualTo(14)
                    .containsKey("inv_parked")
                    .allSatisfy((name, violations) ->
                            assertThat(violations).as(name).isZero());
        }
    }

    @Test
    void no_secret_is_in_any_log_row_metric_or_answer() {
        for (HostileRun run : List.of(first, second)) {
            assertThat(run.leaks().tokens()).as("tokens that were given out").isGreaterThan(40);
            assertThat(run.leaks().texts())
                    .contains(
                            "log miner-gateway-service.log",
                            "log orchestrator-service.log",
                            "log scoring-service.log",
                            "log simulator.log",
                            "column weather_forecast_steps.error_json",
                            "column validator_jobs.payload",
                            "metrics of miner-gateway-service");
            assertThat(run.leaks().found()).isEmpty();
        }
        assertThat(second.leaks().texts()).anyMatch(name -> name.startsWith("answer about response "));
    }

    /** Printed and not judged: what depends on the machine's speed never gates the build. */
    @Test
    void every_service_tells_how_often_its_event_loops_were_blocked() {
        assertThat(first.blocks()).anyMatch(each -> each.startsWith("miner-gateway-service OptionalLong["));
        System.out.println("event loops blocked for more than 100 ms: " + first.blocks());
    }
}
