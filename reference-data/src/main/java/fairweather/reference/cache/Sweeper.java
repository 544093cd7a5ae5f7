package fairweather.reference.cache;

import fairweather.reference.FieldKey;
import fairweather.reference.file.FieldFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Carries out what {@link Retention} decides, in one process of the machine at a time. */
final class Sweeper {
    /** No flight has this name: its source would be called so, and its product nothing. */
    private static final String LEASE = "sweep";

    private final Layout layout;
    private final Shelf shelf;
    private final Leases leases;
    private final Machine machine;
    private final Counters counters;

    Sweeper(Layout layout, Shelf shelf, Leases leases, Machine machine, Counters counters) {
        this.layout = layout;
        this.shelf = shelf;
        this.leases = leases;
        this.machine = machine;
        this.counters = counters;
    }

    /** Empty if another sweep is at work. */
    Optional<SweepReport> sweep(Retention retention, Supplier<Needed> needed) throws IOException {
        Optional<Leases.Lease> lease;
        try {
            lease = leases.take(LEASE);
        } catch (IOException trouble) {
            if (!Room.lacking(trouble)) {
                throw trouble;
            }
            // A full disk is the best of reasons to sweep, and two sweeps at once do the same twice.
            return Optional.of(carryOut(retention, needed));
        }
        if (lease.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(carryOut(retention, needed));
        } finally {
            lease.get().close();
        }
    }

    private SweepReport carryOut(Retention retention, Supplier<Needed> needed) throws IOException {
        int leftovers = removeAbandoned() + removeOutdated();
        leases.clear();
        List<CachedField> fields = held();
        List<CachedField> removed = new ArrayList<>();
        for (CachedField field :
                retention.removals(fields, needed.get(), machine.time().instant())) {
            boolean untouched = lastUsed(field.file()).equals(Optional.of(field.lastUsed()));
            if (untouched && shelf.remove(field.file())) {
                removed.add(field);
            }
        }
        return report(fields, removed, leftovers);
    }

    private SweepReport report(List<CachedField> fields, List<CachedField> removed, int leftovers) {
        long bytes = fields.stream().mapToLong(CachedField::bytes).sum()
                - removed.stream().mapToLong(CachedField::bytes).sum();
        counters.bytesHeld.set(bytes);
        return new SweepReport(List.copyOf(removed), leftovers, fields.size() - removed.size(), bytes);
    }

    /** What writers left that died; also done when the cache is opened. */
    int removeAbandoned() throws IOException {
        int removed = 0;
        for (Path partial : layout.partials()) {
            if (Partials.abandoned(partial, machine) && Files.deleteIfExists(partial)) {
                removed++;
            }
        }
        return removed;
    }

    private int removeOutdated() throws IOException {
        int removed = 0;
        for (Path file : layout.outdated()) {
            removed += Files.deleteIfExists(file) ? 1 : 0;
        }
        return removed;
    }

    /** The fields whose files can be read; what cannot is put aside. */
    List<CachedField> held() throws IOException {
        List<CachedField> fields = new ArrayList<>();
        for (Map.Entry<String, List<Path>> source : layout.files().entrySet()) {
            for (Path file : source.getValue()) {
                describe(source.getKey(), file).ifPresent(fields::add);
            }
        }
        return fields;
    }

    private Optional<CachedField> describe(String source, Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Optional<FieldKey> key = FieldFile.key(file);
            if (key.isEmpty()) {
                shelf.putAside(file, source, "the file is not a whole field");
                return Optional.empty();
            }
            Instant used = attributes.lastModifiedTime().toInstant();
            return Optional.of(new CachedField(source, key.get(), file, attributes.size(), used));
        } catch (NoSuchFileException removed) {
            return Optional.empty();
        }
    }

    /** A field that was used since it was listed stays. */
    private static Optional<Instant> lastUsed(Path file) throws IOException {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (NoSuchFileException removed) {
            return Optional.empty();
        }
    }
}
