package fairweather.reference.cache;

import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Broken;
import fairweather.reference.Readiness.NotYet;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.file.FieldFile;
import fairweather.reference.file.FileState;
import fairweather.reference.file.StoredField;
import fairweather.reference.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The files of fields, one by one: found, put, put aside, removed. */
final class Shelf {
    /** How exactly it is known when a field was last used. */
    private static final Duration NOTED_EVERY = Duration.ofHours(1);

    private final Layout layout;
    private final Machine machine;
    private final Counters counters;
    private final Quarantine quarantine;
    private final Map<Path, FileState> verified = new ConcurrentHashMap<>();

    Shelf(Layout layout, Machine machine, Counters counters) {
        this.layout = layout;
        this.machine = machine;
        this.counters = counters;
        this.quarantine = new Quarantine(layout.quarantine(), machine);
    }

    /** The field, mapped; one that is damaged is put aside and counts as absent. */
    Optional<Ready> find(FieldKey key, String source) throws IOException {
        Path file = layout.file(key, source);
        try {
            FileState state = FileState.of(file);
            Optional<StoredField> stored = FieldFile.map(file);
            String fault = fault(key, stored, state.equals(verified.get(file)));
            if (fault == null) {
                verified.put(file, noteUse(file, state));
                return stored.map(StoredField::ready);
            }
            if (state.equals(FileState.of(file))) {
                putAside(file, source, fault);
            }
            return Optional.empty();
        } catch (NoSuchFileException absent) {
            verified.remove(file);
            return Optional.empty();
        }
    }

    /** Why the file must not be believed, or null. */
    static String fault(FieldKey key, Optional<StoredField> stored, boolean verified) {
        if (stored.isEmpty()) {
            return "the file is not a whole field";
        }
        if (!stored.get().key().equals(key)) {
            return "the file holds the " + stored.get().key().describe() + " under the name of the " + key.describe();
        }
        return verified || stored.get().sound() ? null : "the values do not have the sum that the header states";
    }

    /**
     * Writes the field and maps it.
     *
     * @throws IOException also if the disk is full; nothing is left behind
     */
    Readiness put(FieldKey key, String source, Ready ready) throws IOException {
        Field field = ready.field();
        boolean asked = field.variable().equals(key.variable())
                && Objects.equals(field.level(), key.level())
                && field.validTime().equals(key.validTime());
        if (!asked) {
            return new Broken(source + " gave another field for the " + key.describe());
        }
        if (!new StoredField(key, ready).sound()) {
            return new Broken(source + " gave a " + key.describe() + " that does not have the sum it states");
        }
        Path file = layout.file(key, source);
        byte[] bytes = FieldFile.encode(key, ready);
        WholeFile.directories(file.getParent());
        verified.put(file, FileState.of(WholeFile.write(file, Partials.name(file, machine), bytes)));
        counters.fetched.increment();
        counters.bytesFetched.add(bytes.length);
        counters.bytesHeld.addAndGet(bytes.length);
        return find(key, source)
                .<Readiness>map(found -> found)
                .orElseGet(() -> new NotYet("the " + key.describe() + " was removed as soon as it was written"));
    }

    /** True if the file is still the one that this process has checked. */
    boolean unchanged(Path file) {
        try {
            return FileState.of(file).equals(verified.get(file));
        } catch (IOException gone) {
            return false;
        }
    }

    /** When the field was last used is when its file was last changed; the access time is changed by every look. */
    private FileState noteUse(Path file, FileState state) throws IOException {
        Instant now = machine.time().instant();
        Duration since = Duration.between(state.modified().toInstant(), now).abs();
        if (since.compareTo(NOTED_EVERY) < 0) {
            return state;
        }
        FileTime used = FileTime.from(now);
        Files.setLastModifiedTime(file, used);
        return new FileState(used, state.file(), state.size());
    }

    void putAside(Path file, String source, String why) throws IOException {
        verified.remove(file);
        long size = Files.exists(file) ? Files.size(file) : 0;
        if (quarantine.take(file, source, why)) {
            counters.quarantined.increment();
            counters.bytesHeld.addAndGet(-size);
        }
    }

    /** False if there was none. */
    boolean remove(Path file) throws IOException {
        verified.remove(file);
        try {
            long size = Files.size(file);
            Files.delete(file);
            counters.bytesHeld.addAndGet(-size);
            counters.evicted.increment();
            return true;
        } catch (NoSuchFileException absent) {
            return false;
        }
    }
}
