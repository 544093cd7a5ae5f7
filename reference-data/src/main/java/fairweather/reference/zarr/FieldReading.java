package fairweather.reference.zarr;

import fairweather.reference.CanonicalVariable;
import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.reference.ReferenceSource.Receiver;
import fairweather.reference.object.ObjectInfo;
import fairweather.reference.object.ObjectStore;
import fairweather.reference.object.ObjectTrouble;
import fairweather.reference.zarr.Attempt.Ended;
import fairweather.reference.zarr.Attempt.Found;
import fairweather.reference.zarr.EncodedChunk.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads fields out of chunks: each chunk once for all that is wanted of it, the fields handed over one by one. */
public final class FieldReading {
    private final String source;
    private final ObjectStore objects;
    private final Holes holes;
    private final Economy economy;

    /** Where fields stand. */
    @FunctionalInterface
    public interface Placing {
        /** The index along every dimension but latitude, longitude and level. */
        Attempt<Map<String, Integer>> place(FieldKey key);
    }

    /** What it means that values of a field are missing. */
    public interface Holes {
        /** @param missing how many of the values, at least one */
        Readiness judge(FieldKey key, int missing, int values);
    }

    /** A field, its array and its index along every dimension but latitude and longitude. */
    private record Located(FieldKey key, FieldArray array, Map<String, Integer> place) {
        Slice slice() {
            return array.slice(place);
        }
    }

    private record Chunk(FieldArray array, String key) {}

    /** @param source the provider's name in provenances */
    public FieldReading(String source, ObjectStore objects, Holes holes) {
        this(source, objects, holes, Economy.DEFAULT);
    }

    FieldReading(String source, ObjectStore objects, Holes holes, Economy economy) {
        this.source = source;
        this.objects = objects;
        this.holes = holes;
        this.economy = economy;
    }

    /**
     * Answers every key once. When the store's host falls silent, whatever has not been read is answered by that.
     *
     * @param release goes into the provenance; may be null
     */
    public void read(
            ZarrContents contents, Collection<FieldKey> keys, Placing placing, String release, Receiver receiver) {
        Asking asking = new Asking();
        Map<Chunk, List<Located>> chunks = new LinkedHashMap<>();
        for (FieldKey key : keys) {
            switch (asking.of(() -> locate(contents, key, placing))) {
                case Ended<Located>(Readiness why) -> receiver.take(key, why);
                case Found<Located>(Located field) ->
                    chunks.computeIfAbsent(
                                    new Chunk(field.array(), field.array().key(field.place())),
                                    chunk -> new ArrayList<>())
                            .add(field);
            }
        }
        chunks.forEach((chunk, fields) -> read(asking, chunk, fields, release, receiver));
    }

    private Attempt<Located> locate(ZarrContents contents, FieldKey key, Placing placing) {
        Optional<CanonicalVariable> variable = CanonicalVariable.of(key).filter(contents::has);
        if (variable.isEmpty()) {
            return Attempt.gone("the " + source + " store has no " + key.describe());
        }
        return switch (placing.place(key)) {
            case Ended<Map<String, Integer>>(Readiness why) -> new Ended<>(why);
            case Found<Map<String, Integer>>(Map<String, Integer> place) -> {
                FieldArray array = contents.fields(variable.get(), place.keySet());
                if (key.level() == null) {
                    yield new Found<>(new Located(key, array, place));
                }
                OptionalInt level = contents.levelIndex(key.level());
                if (level.isEmpty()) {
                    yield Attempt.gone("the " + source + " store has no level " + key.level() + " hPa");
                }
                Map<String, Integer> whole = new HashMap<>(place);
                whole.put(ZarrContents.LEVEL, level.getAsInt());
                yield new Found<>(new Located(key, array, whole));
            }
        };
    }

    private void read(Asking asking, Chunk chunk, List<Located> fields, String release, Receiver receiver) {
        List<Located> ordered = fields.stream()
                .sorted(Comparator.comparingInt(field -> field.slice().offset()))
                .toList();
        switch (asking.of(() -> open(chunk, ordered))) {
            case Ended<EncodedChunk>(Readiness why) ->
                fields.forEach(field -> receiver.take(field.key(), of(field.key(), why)));
            case Found<EncodedChunk>(EncodedChunk encoded) -> {
                for (Located field : ordered) {
                    receiver.take(field.key(), read(asking, chunk, encoded, field, release));
                }
            }
        }
    }

    private Attempt<EncodedChunk> open(Chunk chunk, List<Located> fields) {
        FieldArray array = chunk.array();
        List<Slice> slices = fields.stream().map(Located::slice).toList();
        Optional<EncodedChunk> encoded = EncodedChunk.open(objects, array.array(), chunk.key(), slices, economy);
        return encoded.isPresent()
                ? new Found<>(encoded.get())
                : new Ended<>(new Readiness.NotYet(
                        "the " + source + " store has no chunk of " + array.name() + " for this time yet"));
    }

    private Readiness read(Asking asking, Chunk chunk, EncodedChunk encoded, Located field, String release) {
        return switch (asking.of(() -> new Found<>(encoded.read(field.slice())))) {
            case Ended<Part>(Readiness why) -> of(field.key(), why);
            case Found<Part>(Part part) -> {
                FieldKey key = field.key();
                Provenance provenance = new Provenance(
                        source, chunk.key(), part.sha256(), encoded.etag(), part.bytes(), release, key, null);
                yield judged(key, chunk.array(), chunk.array().values(part.decoded()), provenance);
            }
        };
    }

    private Readiness judged(FieldKey key, FieldArray array, float[] values, Provenance provenance) {
        int missing = missing(values);
        if (missing > 0) {
            return holes.judge(key, missing, values.length);
        }
        Field field = new Field(key.variable(), key.level(), key.validTime(), array.grid(), values);
        return new Readiness.Ready(field, field.sha256(), provenance);
    }

    /** Bytes do not know whose they are. */
    private static Readiness of(FieldKey key, Readiness why) {
        return why instanceof Readiness.Broken(String flaw)
                ? new Readiness.Broken("the " + key.describe() + ": " + flaw)
                : why;
    }

    private static int missing(float[] values) {
        int missing = 0;
        for (float value : values) {
            missing += Float.isFinite(value) ? 0 : 1;
        }
        return missing;
    }

    /** Whether an object is still in the state that a provenance tells of, as far as its store says. */
    public boolean current(Provenance provenance) {
        try {
            Optional<ObjectInfo> info = objects.head(provenance.file());
            return info.isPresent()
                    && (provenance.etag() == null
                            || provenance.etag().equals(info.get().etag()));
        } catch (ObjectTrouble unknown) {
            // Trouble on the way says nothing about the object.
            return true;
        }
    }
}
