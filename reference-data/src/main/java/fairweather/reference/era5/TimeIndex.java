package fairweather.reference.era5;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.store.TimeScale;
import fairweather.forecast.zarr.ArrayMetadata;
import fairweather.forecast.zarr.ZarrArray;
import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.object.ObjectInfo;
import fairweather.reference.object.ObjectStore;
import fairweather.reference.zarr.Attempt;
import fairweather.reference.zarr.Attempt.Ended;
import fairweather.reference.zarr.Attempt.Found;
import fairweather.reference.zarr.ZarrContents;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Where a valid time stands on a long time axis. The axis' first two times say where it should be, and only the chunk that
 * should hold it is read: there it must be, exactly. Chunks are kept as long as their ETags are the same.
 */
final class TimeIndex {
    static final String TIME = "time";

    private static final int KEPT = 4;

    private final ObjectStore objects;
    private final Recent<String, Chunk> known = new Recent<>(KEPT);

    private record Chunk(String etag, double[] times) {}

    TimeIndex(ObjectStore objects) {
        this.objects = objects;
    }

    /**
     * Empty-handed where the axis does not have the time.
     *
     * @throws FailureException if the axis is not strictly ascending, or contradicts itself
     */
    Attempt<Integer> of(Instant time, ZarrContents contents) {
        ZarrArray axis = contents.array(TIME);
        ArrayMetadata metadata = axis.metadata();
        if (!metadata.dimensions().equals(List.of(TIME))) {
            throw fault("does not lie along its own dimension");
        }
        TimeScale.checkCalendar(metadata.text("calendar"));
        OptionalLong number = TimeScale.since(metadata.text("units").orElse("")).number(time);
        int length = metadata.shape().getFirst();
        int inChunk = metadata.chunks().getFirst();
        double[] first = chunk(axis, 0);
        double start = first[0];
        double step = length == 1 ? 1 : (first.length > 1 ? first[1] : chunk(axis, 1)[0]) - start;
        double position = number.isEmpty() ? Double.NaN : (number.getAsLong() - start) / step;
        if (!(position >= 0 && position == Math.rint(position))) {
            return Attempt.gone("the time axis has no " + FieldKey.spoken(time));
        }
        if (position >= length) {
            return new Ended<>(new Readiness.NotYet("the time axis ends before " + FieldKey.spoken(time)));
        }
        int index = (int) position;
        double[] holding = index < first.length ? first : chunk(axis, index / inChunk);
        if (holding[index % inChunk] != number.getAsLong()) {
            throw fault("does not have " + FieldKey.spoken(time) + " where its first times say");
        }
        return new Found<>(index);
    }

    private double[] chunk(ZarrArray axis, int number) {
        String key = axis.key(new int[] {number}).value();
        Optional<String> etag = objects.head(key).map(ObjectInfo::etag);
        Optional<Chunk> chunk =
                known.get(key).filter(kept -> kept.etag() != null && etag.equals(Optional.of(kept.etag())));
        if (chunk.isPresent()) {
            return chunk.get().times();
        }
        int length = axis.metadata().chunks().getFirst();
        int end = (int) Math.min((number + 1L) * length, axis.metadata().shape().getFirst());
        double[] times = axis.readDoubles(
                new int[][] {IntStream.range(number * length, end).toArray()});
        for (int i = 1; i < times.length; i++) {
            if (!(times[i] > times[i - 1])) {
                throw fault("is not strictly ascending");
            }
        }
        known.put(key, new Chunk(etag.orElse(null), times));
        return times;
    }

    private static FailureException fault(String what) {
        return new FailureException(Code.CONTENT_LAYOUT, "the store's time axis " + what);
    }
}
