package fairweather.scoring.task;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.archive.Fault;
import fairweather.job.JobType;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.ComponentNumbers;
import fairweather.scoring.rig.ProviderArchives;
import fairweather.scoring.rig.ProviderArchives.Truth;
import fairweather.scoring.rig.Rig;
import fairweather.scoring.rig.Store;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers over HTTP, through the sources that a service opens. */
class ProvidersTest {
    private static final List<Integer> LEADS = List.of(24, 48, 72);
    private static final String NEVER = "2100-01-01T00:00:00Z";

    @TempDir
    private Path temporary;

    private static List<List<Object>> numbers(Rig rig) {
        assertThat(rig.settled(rig.enqueueSeed()).getString("status")).isIn("completed", "pending");
        LEADS.forEach(
                lead -> assertThat(rig.settled(rig.enqueueTruth(lead, NEVER)).getString("status"))
                        .isEqualTo("completed"));
        int response = rig.response(Store.persistence().objects());
        assertThat(rig.run(JobType.DAY1, response).getString("status")).isEqualTo("completed");
        rig.run(JobType.ERA5, response);
        List<Row> rows = rig.components(response);
        assertThat(rows).hasSize(2 * (1 + LEADS.size()));
        return rows.stream().map(ComponentNumbers::of).toList();
    }

    @Test
    void a_forecast_has_the_same_scores_from_the_directory_from_a_gfs_mirror_and_from_a_zarr_store()
            throws IOException {
        List<List<Object>> fromDirectory;
        try (Rig rig = new Rig(Archive.DIRECTORY, temporary.resolve("directory"))) {
            fromDirectory = numbers(rig);
        }
        for (Truth truth : Truth.values()) {
            try (ProviderArchives archives = new ProviderArchives(temporary.resolve(truth.name()), truth);
                    Rig rig = new Rig(database -> archives.open(database, "cache"))) {
                assertThat(numbers(rig)).as(truth.name()).isEqualTo(fromDirectory);
                assertThat(origins(rig))
                        .isEqualTo(
                                truth == Truth.ANALYSIS
                                        ? List.of("demo-gfs")
                                        : List.of("demo-arco ERA5", "demo-arco ERA5T"));
            }
        }
    }

    /** Where the truths of the scores came from. */
    private static List<String> origins(Rig rig) {
        return rig.database().query("""
                        SELECT DISTINCT concat_ws(' ', provenance ->> 'source', provenance ->> 'release') AS origin
                        FROM reference_fields WHERE product = 'era5' ORDER BY 1
                        """).stream()
                .map(row -> row.getString("origin"))
                .toList();
    }

    @Test
    void an_archive_that_stalls_is_waited_for_by_name_and_what_it_gives_later_is_used() throws IOException {
        try (ProviderArchives archives = new ProviderArchives(temporary, Truth.ANALYSIS);
                Rig rig = new Rig(database -> archives.open(database, "cache"))) {
            archives.server.fail("gfs/**", Fault.DRIP);
            long job = rig.enqueueSeed();
            assertThat(rig.settled(job).getString("status")).isEqualTo("pending");
            Row step = rig.step(0, "seed", "download_gfs", null);
            assertThat(step.getString("status")).isEqualTo("pending");
            assertThat(step.getInteger("retry_count")).isZero();
            assertThat(step.getJsonObject("error_json").encode()).contains("REFERENCE_NOT_READY", "near");
            assertThat(rig.outcomes(job)).isEmpty();

            archives.server.heal();
            rig.hurry(job);
            rig.settled(job);
            assertThat(rig.outcome(job, "seed_ready")
                            .getJsonObject("input_sources")
                            .getString("source"))
                    .isEqualTo("demo");
        }
    }
}
