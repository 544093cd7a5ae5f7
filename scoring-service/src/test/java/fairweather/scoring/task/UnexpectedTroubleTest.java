package fairweather.scoring.task;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Failure;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.job.JobType;
import fairweather.memory.Allowance;
import fairweather.memory.MemoryNeed;
import fairweather.scoring.forecast.Measured;
import fairweather.scoring.input.LeadInputs;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.OrdinaryMeasurer;
import fairweather.scoring.rig.Rig;
import fairweather.scoring.rig.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Something that nobody thought of, met in the fields of one lead. */
class UnexpectedTroubleTest {
    @TempDir
    private Path cache;

    private static final class Surprising extends OrdinaryMeasurer {
        Surprising(ObjectReader objects, Instant initTime, Allowance memory) {
            super(objects, initTime, memory);
        }

        @Override
        public SortedMap<Integer, List<Measured>> measure(
                SortedMap<Integer, LeadInputs.Complete> leads, Predicate<Failure> spent) {
            if (leads.containsKey(24)) {
                throw new IllegalStateException("nobody thought of this");
            }
            return super.measure(leads, spent);
        }
    }

    @Test
    void it_costs_that_lead_alone_and_nobody_anything() throws IOException {
        try (Rig rig = new Rig(Archive.DIRECTORY, cache, Duration.ofMinutes(15), Surprising::new, MemoryNeed.NONE)) {
            rig.settled(rig.enqueueSeed());
            rig.settled(rig.enqueueTruth(24, "2100-01-01T00:00:00Z"));
            rig.settled(rig.enqueueTruth(48, "2100-01-01T00:00:00Z"));
            int response = rig.response(Store.persistence().objects());

            long id = rig.enqueue(JobType.ERA5, response);
            rig.settled(id);

            assertThat(rig.outcome(id, "lead_failed").getInteger("lead_hours")).isEqualTo(24);
            assertThat(rig.outcome(id, "lead_failed").getString("code")).isEqualTo("VALIDATOR_INTERNAL");
            assertThat(rig.scoreRow(response, 48).getDouble("score")).isBetween(0.0, 1.0);
        }
    }
}
