package fairweather.orchestrator.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.orchestrator.OrchestratorDatabase;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OpeningRaceTest {
    private final OrchestratorDatabase postgres = new OrchestratorDatabase();

    @AfterEach
    void close() {
        postgres.close();
    }

    @Test
    @Tag("F-20")
    @Tag("I9")
    void however_many_open_the_days_run_at_the_same_moment_there_is_one_with_one_first_job() throws Exception {
        postgres.database()
                .update("INSERT INTO node_table (uid, hotkey, ip, port) VALUES (0, 'hotkey', '127.0.0.1', 1)");
        RunOpener opener = new RunOpener(postgres.database(), () -> "validator");
        Callable<RunOpener.Result> open =
                () -> opener.open("daily", Instant.parse("2018-10-06T00:00:00Z"), null, "calendar", "the day's run");
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<RunOpener.Result> results = threads.invokeAll(Collections.nCopies(8, open)).stream()
                    .map(OpeningRaceTest::result)
                    .toList();
            assertThat(results)
                    .filteredOn(RunOpener.Result.Opened.class::isInstance)
                    .hasSize(1);
            assertThat(results).noneMatch(RunOpener.Result.Refused.class::isInstance);
        }
        assertThat(postgres.database().query("SELECT id FROM weather_forecast_runs"))
                .hasSize(1);
        assertThat(postgres.database().query("SELECT id FROM validator_jobs")).hasSize(1);
    }

    private static RunOpener.Result result(Future<RunOpener.Result> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
