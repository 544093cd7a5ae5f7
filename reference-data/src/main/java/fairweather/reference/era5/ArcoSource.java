package fairweather.reference.era5;

import fairweather.reference.CanonicalVariable;
import fairweather.reference.FieldKey;
import fairweather.reference.OneAnswer;
import fairweather.reference.Product;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.reference.ReferenceSource;
import fairweather.reference.Substitution;
import fairweather.reference.object.ObjectStore;
import fairweather.reference.zarr.Attempt;
import fairweather.reference.zarr.Attempt.Ended;
import fairweather.reference.zarr.Attempt.Found;
import fairweather.reference.zarr.FieldReading;
import fairweather.reference.zarr.ZarrArchive;
import fairweather.reference.zarr.ZarrContents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * ERA5 from a Zarr store whose time axis is laid out years ahead, so that a place for a time says nothing about its data.
 * A field is given if the store's attributes announce its day, its chunk is there, all its values are, and so are all of
 * one surface field of the same time: announcements have been ahead of the data, and chunks there without values. Until
 * then it is waited for. A valid time's fields are read together: its attributes and that one field once, every chunk
 * once.
 */
public final class ArcoSource implements ReferenceSource {
    public static final String ID = "arco";

    private static final int PROBES_KEPT = 256;

    private final ZarrArchive archive;
    private final TimeIndex times;
    private final FieldReading reading;
    /** By valid time, where the probed field was found whole. */
    private final Recent<Instant, Provenance> whole = new Recent<>(PROBES_KEPT);

    /** What the store is at the moment. */
    private record State(ZarrContents contents, Coverage coverage) {}

    /** One valid time of it. */
    private record Moment(ZarrContents contents, Instant time, int index, String release) {
        Map<String, Integer> place() {
            return Map.of(TimeIndex.TIME, index);
        }
    }

    public ArcoSource(ObjectStore objects) {
        this.archive = new ZarrArchive(objects, List.of(TimeIndex.TIME));
        this.times = new TimeIndex(objects);
        this.reading = new FieldReading(ID, objects, ArcoSource::waiting);
    }

    private static Readiness waiting(FieldKey key, int missing, int values) {
        String what = missing == values ? "none of its values is there" : missing + " of its values are missing";
        return new Readiness.NotYet("the " + key.describe() + " is announced, but " + what + " yet");
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Substitution> substitutions() {
        return List.of();
    }

    /**
     * Always true: what was fetched is frozen, whatever the store publishes later. Final data do not replace the
     * preliminary ones that were scored, and scoring with what is here must not depend on whether the store answers.
     */
    @Override
    public boolean current(FieldKey key, Provenance provenance) {
        return true;
    }

    @Override
    public Readiness read(FieldKey key) {
        return OneAnswer.of(this, key);
    }

    @Override
    public void readAll(Collection<FieldKey> keys, Receiver receiver) {
        Map<Instant, List<FieldKey>> byTime = new TreeMap<>();
        for (FieldKey key : keys) {
            if (key.product() == Product.ERA5) {
                byTime.computeIfAbsent(key.validTime(), time -> new ArrayList<>())
                        .add(key);
            } else {
                receiver.take(key, new Readiness.Gone("the " + ID + " store has no " + key.describe()));
            }
        }
        Attempt<State> state = Attempt.of(this::state);
        byTime.forEach((time, together) -> {
            switch (Attempt.of(() -> moment(state, time))) {
                case Ended<Moment>(Readiness why) -> together.forEach(key -> receiver.take(key, why));
                case Found<Moment>(Moment moment) -> read(moment, together, receiver);
            }
        });
    }

    private Attempt<State> state() {
        ZarrContents contents = archive.open();
        return new Found<>(new State(contents, Coverage.of(archive.attributes(contents))));
    }

    private Attempt<Moment> moment(Attempt<State> opened, Instant time) {
        return switch (opened) {
            case Ended<State>(Readiness why) -> new Ended<>(why);
            case Found<State>(State state) -> moment(state, time);
        };
    }

    private Attempt<Moment> moment(State state, Instant time) {
        Coverage coverage = state.coverage();
        if (coverage.beginsAfter(time)) {
            return Attempt.gone("the " + ID + " store begins on " + coverage.start());
        }
        if (coverage.endsBefore(time)) {
            return new Ended<>(new Readiness.NotYet(
                    "the " + ID + " store reaches to the end of " + coverage.preliminaryEnd() + " so far"));
        }
        return switch (times.of(time, state.contents())) {
            case Ended<Integer>(Readiness why) -> new Ended<>(why);
            case Found<Integer>(Integer index) ->
                new Found<>(new Moment(state.contents(), time, index, coverage.release(time)));
        };
    }

    private void read(Moment moment, List<FieldKey> keys, Receiver receiver) {
        List<FieldKey> others = new ArrayList<>(keys);
        Optional<FieldKey> probe =
                surface(moment.contents()).map(variable -> FieldKey.truth(variable.key(), null, moment.time()));
        if (probe.isPresent()) {
            boolean wanted = others.remove(probe.get());
            if (wanted || !knownWhole(moment.time())) {
                Readiness answer = readOne(moment, probe.get());
                if (wanted) {
                    receiver.take(probe.get(), answer);
                }
                if (!(answer instanceof Readiness.Ready ready)) {
                    others.forEach(key -> receiver.take(key, answer));
                    return;
                }
                whole.put(moment.time(), ready.provenance());
            }
        }
        reading.read(moment.contents(), others, key -> new Found<>(moment.place()), moment.release(), receiver);
    }

    /** 2 m temperature, or the first other surface variable that the store has. */
    private static Optional<CanonicalVariable> surface(ZarrContents contents) {
        return Arrays.stream(CanonicalVariable.values())
                .filter(variable -> variable.surface() && contents.has(variable))
                .findFirst();
    }

    private boolean knownWhole(Instant time) {
        return whole.get(time).filter(reading::current).isPresent();
    }

    private Readiness readOne(Moment moment, FieldKey key) {
        OneAnswer answer = new OneAnswer();
        reading.read(moment.contents(), List.of(key), asked -> new Found<>(moment.place()), moment.release(), answer);
        return answer.get();
    }
}
