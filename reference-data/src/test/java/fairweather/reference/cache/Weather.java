package fairweather.reference.cache;

import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Grid;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.ReferenceSource;
import fairweather.reference.Substitution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A source of made-up fields, equal for equal keys, which notes what it is asked for. */
final class Weather implements ReferenceSource {
    static final Instant TIME = Instant.parse("2025-02-01T00:00:00Z");
    static final FieldKey EAST = FieldKey.truth("10u", null, TIME);
    static final FieldKey NORTH = FieldKey.truth("10v", null, TIME);
    static final FieldKey WARMTH = FieldKey.truth("t", 500, TIME);
    static final FieldKey NEXT_DAY = FieldKey.truth("10u", null, TIME.plus(Duration.ofDays(1)));
    static final List<FieldKey> ONE_FLIGHT = List.of(EAST, NORTH, WARMTH);
    static final List<FieldKey> TWO_FLIGHTS =
            Stream.concat(ONE_FLIGHT.stream(), Stream.of(NEXT_DAY)).toList();
    static final Grid GRID = Grid.global(3, 4);

    private final List<List<FieldKey>> asked = Collections.synchronizedList(new ArrayList<>());
    private final Consumer<FieldKey> before;

    Weather() {
        this(key -> {});
    }

    /** @param before run before each field is given, on the thread that gives it */
    Weather(Consumer<FieldKey> before) {
        this.before = before;
    }

    static Ready field(FieldKey key) {
        float[] values = new float[GRID.points()];
        for (int i = 0; i < values.length; i++) {
            values[i] = key.fileName().hashCode() % 1000 + i;
        }
        Field field = new Field(key.variable(), key.level(), key.validTime(), GRID, values);
        return new Ready(field, field.sha256(), new Provenance("weather", key.fileName(), "ab", key, null));
    }

    /** Every batch that was asked for, in order. */
    List<List<FieldKey>> asked() {
        return List.copyOf(asked);
    }

    @Override
    public String id() {
        return "weather";
    }

    @Override
    public Readiness read(FieldKey key) {
        before.accept(key);
        return field(key);
    }

    @Override
    public void readAll(Collection<FieldKey> keys, Receiver receiver) {
        asked.add(List.copyOf(keys));
        keys.forEach(key -> receiver.take(key, read(key)));
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
