package fairweather.reference.zarr;

import fairweather.hash.Sha256;
import fairweather.reference.object.ObjectInfo;
import fairweather.reference.object.ObjectStore;
import fairweather.reference.object.ObjectTrouble;
import fairweather.reference.object.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A directory of which some objects are missing or other than they were, and which remembers what it was asked for. */
public final class SpoiltStore implements ObjectStore {
    private final Path directory;
    private final Map<String, byte[]> replaced = new HashMap<>();
    private final Set<String> missing = new HashSet<>();
    private final List<String> fetched = new CopyOnWriteArrayList<>();
    private long bytesFetched;
    private ObjectTrouble trouble;

    public SpoiltStore(Path directory) {
        this.directory = directory;
    }

    public SpoiltStore put(String key, byte[] bytes) {
        replaced.put(key, bytes);
        return this;
    }

    public SpoiltStore remove(String key) {
        missing.add(key);
        return this;
    }

    /** Everything fails from now on. */
    public void fail(ObjectTrouble with) {
        trouble = with;
    }

    /** The keys of all fetches of bytes, in their order. */
    public List<String> fetched() {
        return List.copyOf(fetched);
    }

    public long bytesFetched() {
        return bytesFetched;
    }

    public byte[] bytes(String key) {
        return find(key).orElseThrow();
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        return find(key).map(bytes -> info(key, bytes));
    }

    @Override
    public Optional<StoredObject> get(String key, long most) {
        return find(key).map(bytes -> fetched(key, bytes, bytes));
    }

    @Override
    public Optional<StoredObject> range(String key, long from, long to, String etag) {
        return find(key).map(bytes -> {
            if (etag != null && !etag.equals(info(key, bytes).etag())) {
                throw new ObjectTrouble(ObjectTrouble.Kind.CHANGED, key + " has changed");
            }
            return fetched(key, bytes, Arrays.copyOfRange(bytes, (int) from, (int) Math.min(to + 1, bytes.length)));
        });
    }

    @Override
    public String describe() {
        return "a directory";
    }

    private StoredObject fetched(String key, byte[] whole, byte[] part) {
        fetched.add(key);
        bytesFetched += part.length;
        return new StoredObject(info(key, whole), part);
    }

    private static ObjectInfo info(String key, byte[] bytes) {
        return new ObjectInfo(key, bytes.length, '"' + Sha256.hex(bytes) + '"');
    }

    private Optional<byte[]> find(String key) {
        if (trouble != null) {
            throw trouble;
        }
        Path file = directory.resolve(key);
        try {
            if (replaced.containsKey(key)) {
                return Optional.of(replaced.get(key));
            }
            return missing.contains(key) || !Files.isRegularFile(file)
                    ? Optional.empty()
                    : Optional.of(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
