package fairweather.orchestrator.periodic;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.job.JobType;
import fairweather.response.ResponseStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MissingJobsTest {
    @ParameterizedTest
    @CsvSource({
        "CREATED, false, QUERY_MINER",
        "FETCH_INITIATED, false, POLL_MINER",
        "INFERENCE_RUNNING, false, POLL_MINER",
        "FORECAST_READY, false, POLL_MINER",
        "FORECAST_READY, true, DAY1",
        "DAY1_SCORING, true, DAY1",
        "DAY1_SCORED, true, ERA5",
        "ERA5_SCORING, true, ERA5"
    })
    void each_state_needs_one_job(ResponseStatus status, boolean verified, JobType type) {
        assertThat(MissingJobs.needed(status, verified)).contains(type);
    }

    @ParameterizedTest
    @EnumSource(
            value = ResponseStatus.class,
            names = {"ERA5_SCORED", "FAILED", "CANCELLED"})
    void what_has_ended_needs_none(ResponseStatus status) {
        assertThat(MissingJobs.needed(status, true)).isEmpty();
    }
}
