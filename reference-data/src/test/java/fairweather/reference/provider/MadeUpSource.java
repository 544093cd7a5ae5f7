package fairweather.reference.provider;

import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Grid;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.reference.ReferenceSource;
import fairweather.reference.Substitution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A provider that has what a test says, and remembers what it was asked for. */
class MadeUpSource implements ReferenceSource {
    private static final Grid GRID = Grid.global(5, 8);

    private final String id;
    private final float base;
    private final Map<FieldKey, Readiness> troubles = new HashMap<>();
    private final List<FieldKey> asked = new ArrayList<>();
    private Readiness otherwise;

    /** @param base the least value of its fields */
    MadeUpSource(String id, float base) {
        this.id = id;
        this.base = base;
    }

    MadeUpSource without(FieldKey key, Readiness instead) {
        troubles.put(key, instead);
        return this;
    }

    MadeUpSource withoutAnything(Readiness instead) {
        otherwise = instead;
        return this;
    }

    MadeUpSource healed() {
        troubles.clear();
        otherwise = null;
        return this;
    }

    List<FieldKey> asked() {
        return asked;
    }

    Readiness.Ready field(FieldKey key) {
        float[] values = new float[GRID.points()];
        for (int i = 0; i < values.length; i++) {
            values[i] = base + i / 10f;
        }
        return field(key, values);
    }

    Readiness.Ready field(FieldKey key, float[] values) {
        Field field = new Field(key.variable(), key.level(), key.validTime(), GRID, values);
        return new Readiness.Ready(
                field, field.sha256(), new Provenance(id, "object", "ab", "etag", "0-9", "ERA5T", key, null));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Readiness read(FieldKey key) {
        asked.add(key);
        Readiness trouble = troubles.getOrDefault(key, otherwise);
        return trouble == null ? field(key) : trouble;
    }

    @Override
    public boolean current(FieldKey key, Provenance provenance) {
        return true;
    }

    @Override
    public List<Substitution> substitutions() {
        return List.of();
    }
}
