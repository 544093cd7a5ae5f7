package fairweather.reference.cache;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.ReferenceSource;
import fairweather.reference.file.FieldFile;
import fairweather.reference.file.StoredField;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Canonical fields in a local directory, one file per source and {@link FieldKey}. Safe for use by several threads and
 * several processes; see the package's description. Reading blocks on the disk. What the disk refuses is a {@link
 * FailureException}, except a want of room, which is waited for.
 */
public final class FieldCache {
    private final Layout layout;
    private final Counters counters = new Counters();
    private final Leases leases;
    private final Shelf shelf;
    private final Flights flights;
    private final Sweeper sweeper;
    private final Inspection inspection;

    private FieldCache(Layout layout, Machine machine) {
        this.layout = layout;
        this.leases = new Leases(layout.leases(), machine);
        this.shelf = new Shelf(layout, machine, counters);
        this.flights = new Flights(shelf, new Room(layout, machine.freeSpace()), leases, counters);
        this.sweeper = new Sweeper(layout, shelf, leases, machine, counters);
        this.inspection = new Inspection(layout, shelf);
    }

    /** Whether a cache has been opened in the directory, of whatever version of the mapping. */
    public static boolean isIn(Path directory) {
        return Layout.isIn(directory);
    }

    /**
     * Opens the cache, making the directory if there is none.
     *
     * @throws FailureException if the directory cannot be made or is on a network file system
     */
    public static FieldCache open(Path directory) {
        return open(directory, Machine.real());
    }

    /** The same with the time, the randomness and the rest of a machine of the caller's. */
    public static FieldCache open(Path directory, Machine machine) {
        return open(directory, machine, Layout.MAPPING);
    }

    static FieldCache open(Path directory, Machine machine, int mapping) {
        return disk("cannot use the field cache's directory", () -> {
            Layout layout = Layout.make(directory, mapping);
            LocalDisk.require(directory);
            FieldCache cache = new FieldCache(layout, machine);
            cache.sweeper.removeAbandoned();
            cache.counters.bytesHeld.set(layout.bytes());
            return cache;
        });
    }

    /** {@link #fetchAll} of one field. */
    public Readiness fetch(FieldKey key, ReferenceSource source) {
        return fetchAll(List.of(key), source).get(key);
    }

    /**
     * An answer for every key, in the keys' order: the cached field, mapped, or else what the source says. What is
     * missing is asked for in one go; each field that the source gives is written as it comes, so that after a failure
     * the next call asks for the rest only. A cached field whose source has been corrected or withdrawn since is removed
     * and fetched anew.
     *
     * <p>While one thread fetches, threads of this process that want the same product, time and source wait for it; an
     * interrupted one answers "not yet" and stays interrupted. If another process of the machine fetches, the answer is
     * "not yet", to be asked again soon. The source must not ask the same cache in turn.
     */
    public Map<FieldKey, Readiness> fetchAll(Collection<FieldKey> keys, ReferenceSource source) {
        Map<FieldKey, Readiness> answers = new LinkedHashMap<>();
        if (Thread.currentThread().isInterrupted()) {
            keys.forEach(key -> answers.put(key, Flights.INTERRUPTED));
            return answers;
        }
        List<FieldKey> missing = new ArrayList<>();
        for (FieldKey key : new LinkedHashSet<>(keys)) {
            Optional<Ready> cached = current(key, source);
            answers.put(key, cached.orElse(null));
            if (cached.isEmpty()) {
                missing.add(key);
            }
        }
        counters.hits.add(answers.size() - missing.size());
        counters.misses.add(missing.size());
        if (!missing.isEmpty()) {
            answers.putAll(disk(
                    "cannot write to the field cache",
                    () -> flights.fly(missing, source, key -> current(key, source))));
        }
        return answers;
    }

    private Optional<Ready> current(FieldKey key, ReferenceSource source) {
        Optional<Ready> cached = find(key, source.id());
        if (cached.isPresent() && !source.current(key, cached.get().provenance())) {
            evict(key, source.id());
            return Optional.empty();
        }
        return cached;
    }

    /**
     * The cached field, mapped. The payload's sha256 is checked when this process first sees the file; a file that is
     * damaged is put aside and counts as absent.
     */
    public Optional<Ready> find(FieldKey key, String sourceId) {
        return disk("cannot read the field cache", () -> shelf.find(key, sourceId));
    }

    /** Where the field is cached, if it is. */
    public Path file(FieldKey key, String sourceId) {
        return layout.file(key, sourceId);
    }

    /** True if the file is still the one that this process has checked: neither removed nor replaced since. */
    public boolean unchanged(FieldKey key, String sourceId) {
        return shelf.unchanged(file(key, sourceId));
    }

    /**
     * Maps a file of some cache without checking its payload, for a process that was told the file by the one that has.
     *
     * @return empty if it is not a whole cached field
     */
    public static Optional<Ready> map(Path file) {
        return disk("cannot read the field cache", () -> {
            try {
                return FieldFile.map(file).map(StoredField::ready);
            } catch (NoSuchFileException absent) {
                return Optional.empty();
            }
        });
    }

    /** Removes a field that is sound but of no more use; without effect if it is not cached. */
    public void evict(FieldKey key, String sourceId) {
        disk("cannot remove a file of the field cache", () -> shelf.remove(file(key, sourceId)));
    }

    /** Puts a field aside that must not be believed, with the reason, for example that the catalogue lists another sum. */
    public void quarantine(FieldKey key, String sourceId, String why) {
        disk("cannot remove a file of the field cache", () -> {
            shelf.putAside(file(key, sourceId), sourceId, why);
            return null;
        });
    }

    /**
     * Removes what retention lets go, what dead writers left and what earlier versions of the cache wrote. A field that
     * somebody has mapped stays readable for him.
     *
     * @param needed asked once, after the files were listed: a field fetched later than this is not removed, so that a
     *     run that is opened meanwhile loses nothing
     * @return empty if another process or thread is sweeping
     */
    public Optional<SweepReport> sweep(Retention retention, Supplier<Needed> needed) {
        return disk("cannot sweep the field cache", () -> sweeper.sweep(retention, needed));
    }

    /** Reads all files of all sources; what must not be believed is put aside. */
    public List<Verdict> verify() {
        return disk("cannot verify the field cache", () -> inspection.verify(true));
    }

    /** The same, leaving all files where they are. */
    public List<Verdict> inspect() {
        return disk("cannot read the field cache", () -> inspection.verify(false));
    }

    /** What processes of this machine are fetching, or were when they ended without a word. */
    public List<HeldLease> leases() {
        return disk("cannot read the field cache", leases::all);
    }

    /** What was put aside, newest first: the name of the file, and why. */
    public List<PutAside> putAside() {
        return disk("cannot read the field cache", layout::putAside);
    }

    /** What is held, by source and product; values are not read. */
    public List<Holding> status() {
        return disk("cannot read the field cache", () -> Inspection.holdings(sweeper.held()));
    }

    public CacheStats stats() {
        return counters.read(leases.refusals());
    }

    private static <T> T disk(String what, Guard.Work<T> work) {
        try {
            return work.run();
        } catch (IOException trouble) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, what, trouble);
        }
    }
}
