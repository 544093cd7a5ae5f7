package fairweather.reference.gfs;

import fairweather.reference.CanonicalVariable;
import fairweather.reference.FieldKey;
import fairweather.reference.OneAnswer;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.reference.ReferenceSource;
import fairweather.reference.Substitution;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Analyses and forecasts of the GFS from its mirrors, tried in their order. A batch is read file by file; of a file the
 * fields are handed over as they are decoded, and what cannot be had is answered together, with the reason of every
 * mirror. Blocks. Safe for use by several threads.
 *
 * <p>A file that is not there, not whole, or on no mirror any more is {@link Readiness.NotYet}: how long to wait is the
 * caller's decision. {@link Readiness.Broken} is a file whose content is not what its index and its name say, on every
 * mirror that has it. {@link Readiness.Gone} is what the GFS never makes.
 */
public final class GfsSource implements ReferenceSource {
    /** Of every mirror, so that their fields are one and the same in the cache. */
    public static final String ID = "gfs";

    private final GfsSettings settings;
    private final List<GfsMirror> mirrors;
    private final InstantSource clock;
    private final GivenFields.Recent given = new GivenFields.Recent();

    /**
     * @param mirrors in the order in which they are tried
     * @param clock to say that a cycle is older than a mirror keeps it
     */
    public GfsSource(GfsSettings settings, List<GfsMirror> mirrors, InstantSource clock) {
        if (mirrors.isEmpty()) {
            throw new IllegalArgumentException("the GFS needs a mirror");
        }
        this.settings = settings;
        this.mirrors = List.copyOf(mirrors);
        this.clock = clock;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Readiness read(FieldKey key) {
        return OneAnswer.of(this, key);
    }

    @Override
    public void readAll(Collection<FieldKey> keys, Receiver receiver) {
        Map<GfsStep, List<FieldKey>> files = new LinkedHashMap<>();
        for (FieldKey key : new LinkedHashSet<>(keys)) {
            file(key)
                    .ifPresentOrElse(
                            step -> files.computeIfAbsent(step, file -> new ArrayList<>())
                                    .add(key),
                            () -> receiver.take(key, new Readiness.Gone("the GFS has no " + key.describe())));
        }
        files.forEach((step, wanted) -> read(step, wanted, receiver));
    }

    private void read(GfsStep step, List<FieldKey> wanted, Receiver receiver) {
        GivenFields before = given.of(step);
        before.reading().lock();
        try {
            new StepReading(settings, step, before, wanted, receiver).run(mirrors, clock.instant());
        } finally {
            before.reading().unlock();
        }
    }

    /** Empty if the GFS never has such a field. */
    private static Optional<GfsStep> file(FieldKey key) {
        return CanonicalVariable.of(key).flatMap(variable -> GfsStep.of(key));
    }

    /**
     * Always true: what was fetched is frozen, whatever a mirror publishes later. Told of a field that somebody has, the
     * source remembers it: what it gives of the same file from now on comes from the same state.
     */
    @Override
    public boolean current(FieldKey key, Provenance provenance) {
        if (provenance.source().equals(ID)) {
            file(key).ifPresent(step -> given.of(step).note(key, provenance));
        }
        return true;
    }

    @Override
    public List<Substitution> substitutions() {
        return List.of();
    }
}
