package fairweather.reference.directory;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.hash.Sha256;
import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.ReferenceSource;
import fairweather.reference.Substitution;
import fairweather.reference.directory.DirectoryIndex.Entry;
import fairweather.reference.file.FileState;
import fairweather.reference.grib.GribFile;
import fairweather.reference.netcdf.ClimatologyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reference data from a directory with an {@code index.json}. A file is read into memory, its sha256 compared with the
 * index, and the field found by the file's own headers; what is hashed is what is decoded. The index of an open
 * directory is read again when it has changed, that of a closed one once. Safe for use by several threads.
 */
public final class DirectorySource implements ReferenceSource {
    /** Name of the file that says what the directory holds. */
    public static final String INDEX = "index.json";

    /** What the index calls its own format. */
    public static final String FORMAT = "fairweather-reference-directory/1";

    private final Path directory;
    private final DirectoryIndex firstIndex;
    private volatile Known known;

    /** The index as it was when its file was in this state. */
    private record Known(FileState state, DirectoryIndex index) {}

    private DirectorySource(Path directory) {
        this.directory = directory;
        FileState state = state();
        this.firstIndex = IndexReader.read(directory);
        this.known = new Known(state, firstIndex);
    }

    /** @throws FailureException if the directory has no well-formed index */
    public static DirectorySource open(Path directory) {
        return new DirectorySource(directory);
    }

    @Override
    public String id() {
        return firstIndex.name();
    }

    /** True if what is not in the directory will never come. */
    public boolean closed() {
        return firstIndex.closed();
    }

    @Override
    public boolean current(FieldKey key, Provenance provenance) {
        DirectoryIndex index;
        try {
            index = index();
        } catch (FailureException unreadable) {
            return true;
        }
        return index.entry(key)
                .or(() -> index.substitution(key).flatMap(substitution -> index.entry(substitution.replace(key))))
                .filter(entry -> entry.sha256().equals(provenance.fileSha256()))
                .isPresent();
    }

    @Override
    public List<Substitution> substitutions() {
        return lastReadable().substitutions();
    }

    /** True if the index lists this very field, whether or not it can be read; a stand-in for it does not count. */
    public boolean lists(FieldKey key) {
        return lastReadable().entry(key).isPresent();
    }

    /** The valid times of the analyses that the index lists, in ascending order; whether they can be read is not said. */
    public List<Instant> listedAnalyses(String variable, Integer level) {
        return index().files().stream()
                .filter(entry ->
                        entry.validTime() != null && entry.holds(FieldKey.analysis(variable, level, entry.validTime())))
                .map(Entry::validTime)
                .sorted()
                .toList();
    }

    @Override
    public Readiness read(FieldKey key) {
        DirectoryIndex index;
        try {
            index = index();
        } catch (FailureException trouble) {
            return new Readiness.NotYet(trouble.failure().message());
        }
        Optional<Entry> exact = index.entry(key);
        if (exact.isPresent()) {
            return read(index, exact.get(), key, key, null);
        }
        Optional<Substitution> substitution = index.substitution(key);
        if (substitution.isEmpty()) {
            return absent(index, "the directory " + id() + " holds no " + key.describe());
        }
        FieldKey actual = substitution.get().replace(key);
        return index.entry(actual)
                .map(entry -> read(index, entry, key, actual, substitution.get()))
                .orElseGet(() -> absent(
                        index,
                        "the directory " + id() + " holds no " + actual.describe() + " to stand in for the "
                                + key.describe()));
    }

    private Readiness read(
            DirectoryIndex index, Entry entry, FieldKey key, FieldKey actual, Substitution substitution) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(directory.resolve(entry.file()));
        } catch (NoSuchFileException none) {
            return absent(index, "the file " + entry.file() + " does not exist");
        } catch (IOException trouble) {
            return absent(index, "the file " + entry.file() + " cannot be read");
        }
        String sha256 = Sha256.hex(bytes);
        if (!sha256.equals(entry.sha256())) {
            String why = "the bytes of " + entry.file() + " do not have the sha256 that the index lists";
            return index.closed() ? new Readiness.Broken(why) : absent(index, why);
        }
        try {
            Provenance provenance = new Provenance(id(), entry.file(), sha256, actual, substitution);
            Ready ready = decode(entry, bytes, provenance, index.substitutions());
            return new Ready(ready.field().at(key.validTime()), ready.sha256(), ready.provenance());
        } catch (FailureException unreadable) {
            return absent(index, unreadable.failure().message());
        }
    }

    private static Ready decode(Entry entry, byte[] bytes, Provenance provenance, List<Substitution> declared) {
        FieldKey actual = provenance.actual();
        return switch (entry.format()) {
            case GRIB ->
                ready(
                        GribFile.read(entry.file(), bytes)
                                .field(actual.variable(), actual.level(), entry.referenceTime(), entry.leadHours()),
                        provenance);
            case NETCDF ->
                ready(
                        ClimatologyFile.read(entry.file(), bytes).field(actual.variable(), actual.validTime()),
                        provenance);
            case FIELD -> BundledField.read(bytes, provenance, declared);
        };
    }

    private static Ready ready(Field field, Provenance provenance) {
        return new Ready(field, field.sha256(), provenance);
    }

    private Readiness absent(DirectoryIndex index, String why) {
        return index.closed() ? new Readiness.Gone(why) : new Readiness.NotYet(why);
    }

    /** By this one of thousands of fields is found without reading the index for each of them. */
    private FileState state() {
        try {
            return FileState.of(directory.resolve(INDEX));
        } catch (IOException trouble) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, "cannot read " + INDEX, trouble);
        }
    }

    /** While an index is being rewritten, what the last one declared and listed still holds. */
    private DirectoryIndex lastReadable() {
        try {
            return index();
        } catch (FailureException rewritten) {
            return known.index();
        }
    }

    /** @throws FailureException if the directory is open and its index cannot be read now */
    private DirectoryIndex index() {
        if (firstIndex.closed()) {
            return firstIndex;
        }
        FileState state = state();
        Known last = known;
        if (state.equals(last.state())) {
            return last.index();
        }
        DirectoryIndex index = IndexReader.read(directory);
        known = new Known(state, index);
        return index;
    }
}
