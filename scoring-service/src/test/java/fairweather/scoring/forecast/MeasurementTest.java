package fairweather.scoring.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.codec.Zlib;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.MemoryReader;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.forecast.zarr.ZarrVariable;
import fairweather.forecast.zarr.ZarrWriter;
import fairweather.memory.MemoryBudget;
import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Grid;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.scoring.input.ComponentInputs;
import fairweather.scoring.input.Evidence;
import fairweather.scoring.input.LeadInputs;
import fairweather.scoring.input.TruthAround;
import fairweather.scoring.metric.Kernel;
import fairweather.scoring.metric.WeightRule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes of trouble that a decoder meets while other chunks are fetched. */
class MeasurementTest {
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
    private static final int LEAD = 24;
    private static final Grid GRID = Grid.global(37, 72);
    private static final Kernel KERNEL = new Kernel(GRID.latitudes(), GRID.columns(), WeightRule.COS_1);
    private static final ObjectKey FIRST = ObjectKey.of("2t/0.0.0");
    private static final ObjectKey SECOND = ObjectKey.of("2t/0.1.0");
    private static final ObjectKey THIRD = ObjectKey.of("2t/0.2.0");

    private final SortedMap<ObjectKey, byte[]> objects = ZarrWriter.write(
            Map.of(),
            List.of(
                    ZarrVariable.coordinate("time", (double) LEAD)
                            .withAttribute("units", "hours since 2020-01-01 00:00:00"),
                    ZarrVariable.coordinate("lat", GRID.latitudes()),
                    ZarrVariable.coordinate("lon", GRID.longitudes()),
                    ZarrVariable.floats("2t", List.of("time", "lat", "lon"), List.of(1, 37, 72), values(GRID))
                            .withChunks(1, 13, 72)
                            .withCodec(new Zlib(1))));

    @Test
    void what_goes_wrong_with_a_result_ends_the_reading_and_does_not_hang_it() {
        SortedMap<Integer, Evidence> smaller = new TreeMap<>(Map.of(6, evidence(Grid.global(5, 8))));
        TruthAround impossible = new TruthAround(LEAD, smaller);

        CompletableFuture<?> reading = started(() -> measure(new MemoryReader(objects), impossible, false));

        assertThat(reading).failsWithin(Duration.ofSeconds(10)).withThrowableOfType(ExecutionException.class);
    }

    @Test
    void bytes_that_are_not_what_was_frozen_are_found_however_early_a_chunk_before_them_was_decoded() {
        objects.put(FIRST, new byte[] {1, 2, 3});

        for (long pause : new long[] {0, 300}) {
            assertThatThrownBy(() -> measure(thirdFails(Code.INTEGRITY_CHUNK_HASH, pause), none(), true))
                    .isInstanceOfSatisfying(
                            FailureException.class,
                            failed -> assertThat(failed.code()).isEqualTo(Code.INTEGRITY_CHUNK_HASH));
        }
    }

    @Test
    void the_reason_of_a_component_is_that_of_its_first_chunk_whichever_fails_earlier() {
        objects.put(FIRST, new byte[] {1, 2, 3});

        for (long pause : new long[] {0, 300}) {
            Measured measured = measure(thirdFails(Code.OVERSIZE, pause), none(), true);
            assertThat(measured.absence().code()).isEqualTo(Code.CONTENT_LAYOUT);
        }
    }

    /** The third chunk cannot be had; the second comes at once, or late enough for the first to be decoded. */
    private ObjectReader thirdFails(Code code, long pauseMillis) {
        MemoryReader memory = new MemoryReader(objects);
        return (key, maxBytes) -> {
            if (key.equals(SECOND)) {
                CompletableFuture<Void> pause = new CompletableFuture<>();
                pause.completeOnTimeout(null, pauseMillis, TimeUnit.MILLISECONDS)
                        .join();
            }
            if (key.equals(THIRD)) {
                throw new FailureException(code, "the third chunk");
            }
            return memory.get(key, maxBytes);
        };
    }

    private static Measured measure(ObjectReader reader, TruthAround around, boolean spent) {
        Evidence field = evidence(GRID);
        ComponentInputs unsummed = new ComponentInputs("2t", null, field, field, null, null, around);
        ComponentInputs inputs =
                new ComponentInputs("2t", null, field, field, null, KERNEL.truth(unsummed.standard()), around);
        SortedMap<Integer, LeadInputs.Complete> leads =
                new TreeMap<>(Map.of(LEAD, new LeadInputs.Complete(GRID, KERNEL, List.of(inputs))));
        try (DirectMeasurer measurer = new DirectMeasurer(
                reader, START, MemoryBudget.UNLIMITED.tryTake(0).orElseThrow())) {
            return measurer.measure(leads, failure -> spent).get(LEAD).getFirst();
        }
    }

    private static CompletableFuture<Void> started(Runnable work) {
        return CompletableFuture.runAsync(
                work, run -> Thread.ofPlatform().daemon().start(run));
    }

    private static TruthAround none() {
        return new TruthAround(LEAD, new TreeMap<>());
    }

    private static Evidence evidence(Grid grid) {
        FieldKey key = FieldKey.truth("2t", null, START.plus(Duration.ofHours(LEAD)));
        Field field = new Field("2t", null, key.validTime(), grid, values(grid));
        Provenance provenance = new Provenance("test", "file", "", key, null);
        return new Evidence(key, new Readiness.Ready(field, field.sha256(), provenance), Path.of("none"));
    }

    private static float[] values(Grid grid) {
        float[] values = new float[grid.points()];
        Arrays.fill(values, 280);
        return values;
    }
}
