package fairweather.scoring.task;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.job.JobType;
import fairweather.memory.MemoryBudget;
import fairweather.memory.MemoryNeed;
import fairweather.memory.MemoryProbe;
import fairweather.memory.Permit;
import fairweather.scoring.forecast.ReadingMemory;
import fairweather.scoring.forecast.Workplace;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.Rig;
import fairweather.scoring.rig.Store;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forecasts that turn out to need more memory than there is now, or ever. */
class WithoutMemoryTest {
    private static final long MIB = 1 << 20;
    private static final long ROOM = ReadingMemory.BASE + 3 * MIB;

    private static final MemoryBudget BUDGET = new MemoryBudget(0, List.of(new Room()));

    @TempDir
    private static Path cache;

    private static Rig rig;

    private record Room() implements MemoryProbe {
        @Override
        public String name() {
            return "room";
        }

        @Override
        public Optional<Reading> read() {
            return Optional.of(new Reading(ROOM, 0, 0));
        }
    }

    @BeforeAll
    static void seed_and_one_truth_are_known() throws IOException {
        rig = new Rig(
                Archive.DIRECTORY,
                cache,
                Duration.ofSeconds(900),
                Workplace.HERE,
                new MemoryNeed(BUDGET, ReadingMemory.BASE));
        rig.settled(rig.enqueueSeed());
        rig.settled(rig.enqueueTruth(24, "2100-01-01T00:00:00Z"));
    }

    @AfterAll
    static void close() {
        rig.close();
        assertThat(BUDGET.taken()).isZero();
    }

    @Test
    void growth_that_is_refused_now_is_waited_for_at_no_cost() {
        for (JobType type : List.of(JobType.DAY1, JobType.ERA5)) {
            int response = rig.response(Store.persistence().objects());
            Permit other = BUDGET.tryTake(5 * MIB / 2).orElseThrow();
            Row job = rig.run(type, response);
            assertThat(job.getString("status")).isEqualTo("pending");
            assertThat(job.getJsonObject("result").getString("reason")).isEqualTo("memory");
            assertThat(job.getInteger("attempts")).isZero();
            assertThat(rig.outcomes(job.getLong("id")))
                    .noneMatch(outcome -> outcome.getString("kind").endsWith("failed"));
            Row step = type == JobType.DAY1
                    ? rig.step(response, "day1", "load_inputs", null)
                    : rig.step(response, "era5", "score", 24);
            assertThat(step.getString("status")).isEqualTo("pending");
            assertThat(step.getInteger("retry_count")).isZero();

            other.close();
            rig.hurry(job.getLong("id"));
            Row after = rig.settled(job.getLong("id"));
            assertThat(after.getString("last_error_code")).isNull();
            assertThat(rig.components(response)).hasSize(2);
        }
    }

    @Test
    void what_there_is_never_room_for_fails_for_that_reason() {
        int response = rig.response(Store.persistence().inOneChunk().objects());
        Row job = rig.run(JobType.DAY1, response);
        assertThat(job.getString("status")).isEqualTo("retry_scheduled");
        assertThat(job.getString("last_error_code")).isEqualTo("OUT_OF_MEMORY");
        assertThat(rig.step(response, "day1", "load_inputs", null)
                        .getJsonObject("error_json")
                        .getString("category"))
                .isEqualTo("out_of_memory");
    }
}
