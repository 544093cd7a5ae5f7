package fairweather.scoring.forecast;

import fairweather.forecast.store.ChunkGroup;
import fairweather.forecast.store.FieldVisitor;
import fairweather.scoring.score.Absence;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Components that share their chunks, while these are read. Whoever is done with the last chunk writes the results down.
 */
final class GroupMeasurement implements FieldVisitor {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ChunkGroup group;
    private final List<Wanted> wanted;
    private final Measured[] results;
    private final FieldMeasurement[] fields;
    private final AtomicInteger missing;
    private final AtomicReference<Fault> fault = new AtomicReference<>();
    private final AtomicLong nanos = new AtomicLong();

    private record Fault(int chunk, Absence absence) {}

    /** @param results by position in what is wanted; the places of the group's fields are written */
    GroupMeasurement(ChunkGroup group, List<Wanted> wanted, Measured[] results) {
        this.group = group;
        this.wanted = wanted;
        this.results = results;
        this.missing = new AtomicInteger(group.size());
        this.fields = new FieldMeasurement[wanted.size()];
        for (int field : group.fields()) {
            fields[field] = new FieldMeasurement(wanted.get(field));
        }
    }

    @Override
    public void row(int field, int row, float[] values) {
        fields[field].row(row, values);
    }

    void took(long more) {
        nanos.addAndGet(more);
    }

    /** None of the components can be measured. Of several reasons that of the first chunk counts, not the earliest. */
    void fail(int chunk, Absence why) {
        fault.accumulateAndGet(
                new Fault(chunk, why), (known, other) -> known == null || other.chunk < known.chunk ? other : known);
    }

    void chunkIsDone() {
        if (missing.decrementAndGet() > 0) {
            return;
        }
        int millis =
                Math.toIntExact(nanos.get() / NANOS_PER_MILLI / group.fields().size());
        for (int field : group.fields()) {
            results[field] = fault.get() == null
                    ? fields[field].result(millis)
                    : new Measured(wanted.get(field).inputs(), null, null, fault.get().absence, millis);
        }
    }
}
