package fairweather.forecast.protocol;

import static fairweather.forecast.Failures.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.forecast.key.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProtocolTest {
    private static final String HOTKEY = "5F3sa2TJAWMqDhXG6jhV4N8ko9SxwGy8TpaNS1repo5EYjQX";

    @Test
    void jobIdsAreTheProtocolsVectors() {
        assertThat(JobIds.jobId(Instant.parse("2025-01-01T00:00:00Z"), HOTKEY))
                .hasToString("5d39c977-611b-4b90-8b00-fbf14fc13730");
        assertThat(JobIds.jobId(
                        Instant.parse("2025-06-02T00:00:00.987Z"), "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"))
                .hasToString("8f8efe47-201e-414c-9a7a-f609e8707481");
    }

    @Test
    void theCustomaryStoreNameIsAValidPath() {
        Instant start = Instant.parse("2025-01-01T00:00:00Z");
        String name = JobIds.storeName(start, HOTKEY, UUID.fromString("5d39c977-611b-4b90-8b00-fbf14fc13730"));
        assertThat(name).isEqualTo("weather_forecast_2025010100_miner_hk_5F3sa2TJAW_5d39c977.zarr");
        StorePath path = StorePath.ofName(name);
        assertThat(path.name()).isEqualTo(name);
        assertThat(path.object(ObjectKey.of("t/0.0"))).isEqualTo("/forecasts/" + name + "/t/0.0");
    }

    @Test
    void onlyAPlainPathBelowForecastsIsAStorePath() {
        assertThat(StorePath.parse("/forecasts/a-b_c.1.zarr/").value()).isEqualTo("/forecasts/a-b_c.1.zarr");
        List<String> bad = List.of(
                "",
                "/",
                "/forecasts/.zarr",
                "/forecasts/a.zarr//",
                "http://h/forecasts/a.zarr",
                "//h/forecasts/a.zarr",
                "/forecasts/../a.zarr",
                "/forecasts/a..b.zarr",
                "/forecasts/a/b.zarr",
                "/forecasts/a%2f.zarr",
                "/forecasts/a.zarr?x=1",
                "/forecasts/a.zarr\n",
                "/forecasts/a\\b.zarr",
                "/forecasts/a.txt",
                "/forecasts/-a.zarr",
                "/forecasts/" + "a".repeat(201) + ".zarr");
        for (String text : bad) {
            assertThat(codeOf(() -> StorePath.parse(text))).as(text).isEqualTo(Code.PROTOCOL);
        }
        assertThat(codeOf(() -> StorePath.parse(null))).isEqualTo(Code.PROTOCOL);
    }

    @Test
    void everyWordOfAPollHasItsClass() {
        assertThat(MinerWords.pollState("completed")).isEqualTo(PollState.DONE);
        for (String word : List.of(
                "received",
                "processing",
                "running",
                "running_inference",
                "processing_output",
                "fetch_queued",
                "fetching_gfs",
                "in_progress")) {
            assertThat(MinerWords.pollState(word)).as(word).isEqualTo(PollState.RUNNING);
        }
        for (String word : List.of(
                "failed",
                "error",
                "fetch_error",
                "input_hash_mismatch",
                "input_hash_timeout",
                "input_poll_error",
                "completed_no_data",
                "skipped_duplicate")) {
            assertThat(MinerWords.pollState(word)).as(word).isEqualTo(PollState.FAILED);
        }
        assertThat(MinerWords.pollState("not_found")).isEqualTo(PollState.UNKNOWN_JOB);
        for (String word : List.of("", "Completed", "done", "completed ")) {
            assertThat(MinerWords.pollState(word)).as(word).isEqualTo(PollState.UNKNOWN);
        }
        assertThat(MinerWords.pollState(null)).isEqualTo(PollState.UNKNOWN);
    }
}
