package fairweather.scoring.rig;

import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Grid;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.reference.ReferenceSource;
import fairweather.reference.Substitution;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A provider that has every field on a small grid, except those that a test says; remembers what it was asked for. */
public final class FaultySource implements ReferenceSource {
    private static final Grid GRID = Grid.global(10, 20);

    private final String id;
    private final List<FieldKey> asked = new CopyOnWriteArrayList<>();
    private volatile Function<FieldKey, Optional<Readiness>> fault = key -> Optional.empty();

    public FaultySource(String id) {
        this.id = id;
    }

    /** @param what stands in the place of a field; empty for the field itself */
    public FaultySource failing(Function<FieldKey, Optional<Readiness>> what) {
        fault = what;
        return this;
    }

    public FaultySource healed() {
        return failing(key -> Optional.empty());
    }

    public List<FieldKey> asked() {
        return asked;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Readiness read(FieldKey key) {
        asked.add(key);
        return fault.apply(key).orElseGet(() -> field(key));
    }

    private Readiness field(FieldKey key) {
        float[] values = new float[GRID.points()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (key.hashCode() % 5 + i) % 13;
        }
        Field field = new Field(key.variable(), key.level(), key.validTime(), GRID, values);
        return new Readiness.Ready(
                field, field.sha256(), new Provenance(id, "object", "ab", "\"v1\"", "0-99", "ERA5T", key, null));
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
