package fairweather.scoring.task;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.forecast.zarr.ObjectReader;
import fairweather.job.JobType;
import fairweather.memory.Allowance;
import fairweather.memory.MemoryNeed;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.OrdinaryMeasurer;
import fairweather.scoring.rig.Rig;
import fairweather.scoring.rig.Store;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything is measured, and then the clearing away fails. */
class TroubleAfterTheScoreTest {
    private static final AtomicInteger FAILED = new AtomicInteger();

    @TempDir
    private Path cache;

    private static final class Untidy extends OrdinaryMeasurer {
        Untidy(ObjectReader objects, Instant initTime, Allowance memory) {
            super(objects, initTime, memory);
        }

        @Override
        public void close() {
            FAILED.incrementAndGet();
            throw new IllegalStateException("nothing is where it was");
        }
    }

    @Test
    @Tag("P-42")
    void a_cleanup_that_fails_after_the_score_costs_neither_day_1_nor_a_lead_its_score() throws IOException {
        try (Rig rig = new Rig(Archive.DIRECTORY, cache, Duration.ofMinutes(15), Untidy::new, MemoryNeed.NONE)) {
            rig.settled(rig.enqueueSeed());
            rig.settled(rig.enqueueTruth(24, "2100-01-01T00:00:00Z"));
            int response = rig.response(Store.persistence().objects());

            Row day1 = rig.run(JobType.DAY1, response);
            assertThat(FAILED).hasValue(1);
            assertThat(day1.getString("status")).isEqualTo("completed");
            assertThat(rig.scoreRow(response, -1).getDouble("score")).isBetween(0.0, 1.0);
            assertThat(rig.step(response, "day1", "score", null).getInteger("retry_count"))
                    .isZero();

            Row era5 = rig.run(JobType.ERA5, response);
            assertThat(FAILED).hasValue(2);
            assertThat(rig.scoreRow(response, 24).getDouble("score")).isBetween(0.0, 1.0);
            assertThat(rig.outcomes(era5.getLong("id")))
                    .noneMatch(outcome -> outcome.getString("kind").equals("lead_failed"));
        }
    }
}
