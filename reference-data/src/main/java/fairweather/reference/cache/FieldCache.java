package fairweather.reference.cache;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.ReferenceSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Canonical fields in a local directory, one file per source and {@link FieldKey}. Safe for use by several threads and
 * several processes; see the package's description. Reading blocks on the disk.
 */
public final class FieldCache {
    private static final String SUFFIX = ".field";

    private final Path directory;
    private final Map<Path, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Map<Path, FileTime> verified = new ConcurrentHashMap<>();

    private FieldCache(Path directory) {
        this.directory = directory;
    }

    /**
     * Opens the cache, making the directory if there is none.
     *
     * @throws FailureException if the directory cannot be made or is on a network file system
     */
    public static FieldCache open(Path directory) {
        try {
            Files.createDirectories(directory);
            LocalDisk.require(directory);
            return new FieldCache(directory);
        } catch (IOException trouble) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, "cannot use the field cache's directory", trouble);
        }
    }

    /**
     * The cached field, or else what the source says; a field that the source gives is cached first and returned
     * mapped. A cached field whose source has been corrected or withdrawn since is removed and fetched anew. While one thread asks the source for a key, others that want the same key wait for it.
     */
    public Readiness fetch(FieldKey key, ReferenceSource source) {
        Optional<Ready> cached = current(key, source);
        if (cached.isPresent()) {
            return cached.get();
        }
        ReentrantLock lock = locks.computeIfAbsent(file(key, source.id()), path -> new ReentrantLock());
        lock.lock();
        try {
            Optional<Ready> meanwhile = current(key, source);
            if (meanwhile.isPresent()) {
                return meanwhile.get();
            }
            Readiness answer = source.read(key);
            return answer instanceof Ready ready ? put(key, source.id(), ready) : answer;
        } finally {
            lock.unlock();
        }
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
     * damaged is removed and counts as absent.
     */
    public Optional<Ready> find(FieldKey key, String sourceId) {
        Path file = file(key, sourceId);
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            Optional<Ready> ready = FieldFile.map(file);
            boolean seen = modified.equals(verified.get(file));
            if (ready.isPresent()
                    && (seen || ready.get().field().sha256().equals(ready.get().sha256()))) {
                verified.put(file, modified);
                return ready;
            }
            evict(key, sourceId);
            return Optional.empty();
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException trouble) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, "cannot read the field cache", trouble);
        }
    }

    /** Where the field is cached, if it is. */
    public Path file(FieldKey key, String sourceId) {
        return directory.resolve(sourceId).resolve(key.fileName() + SUFFIX);
    }

    /** True if the file is still the one that this process has checked: neither removed nor replaced since. */
    public boolean unchanged(FieldKey key, String sourceId) {
        Path file = file(key, sourceId);
        try {
            return Files.getLastModifiedTime(file).equals(verified.get(file));
        } catch (IOException gone) {
            return false;
        }
    }

    /**
     * Maps a file of some cache without checking its payload, for a process that was told the file by the one that has.
     *
     * @return empty if it is not a whole cached field
     */
    public static Optional<Ready> map(Path file) {
        try {
            return FieldFile.map(file);
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException trouble) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, "cannot read the field cache", trouble);
        }
    }

    /** Removes a field, for example one whose sha256 is not the catalogue's; without effect if it is not cached. */
    public void evict(FieldKey key, String sourceId) {
        Path file = file(key, sourceId);
        try {
            verified.remove(file);
            Files.deleteIfExists(file);
        } catch (IOException trouble) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, "cannot remove a file of the field cache", trouble);
        }
    }

    private Ready put(FieldKey key, String sourceId, Ready ready) {
        Path file = file(key, sourceId);
        try {
            Files.createDirectories(file.getParent());
            Path temporary = Files.createTempFile(file.getParent(), key.fileName(), ".partial");
            try {
                FieldFile.write(temporary, ready);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
            return find(key, sourceId)
                    .orElseThrow(() -> new FailureException(
                            Code.VALIDATOR_INTERNAL, "the field cache lost " + key.describe() + " while writing it"));
        } catch (IOException trouble) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, "cannot write to the field cache", trouble);
        }
    }
}
