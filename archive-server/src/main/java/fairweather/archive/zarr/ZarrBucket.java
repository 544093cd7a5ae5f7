package fairweather.archive.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.archive.ArchiveServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A Zarr v2 store in a directory, served below a prefix such as {@code bucket/path/store.zarr}. What is spoiled here
 * lies over the directory, which stays as it is.
 */
public final class ZarrBucket {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ArchiveServer server;
    private final String prefix;
    private final Path directory;

    public ZarrBucket(ArchiveServer server, String prefix, Path directory) {
        this.server = server;
        this.prefix = prefix.endsWith("/") ? prefix : prefix + "/";
        this.directory = directory;
        server.mount(prefix, directory);
    }

    /** The store's base, with a slash at its end. */
    public URI url() {
        return server.url(prefix);
    }

    /** The key of a chunk by its place in each dimension. */
    public String chunk(String array, int... place) {
        String separator = array(array).path("dimension_separator").asText(".");
        return prefix + array + "/"
                + Arrays.stream(place).mapToObj(Integer::toString).collect(Collectors.joining(separator));
    }

    /** The store says an attribute, in its group's metadata and in the consolidated ones, whatever data it has. */
    public void announce(String attribute, String value) {
        ObjectNode attributes = (ObjectNode) json(".zattrs");
        put(".zattrs", attributes.put(attribute, value));
        if (Files.exists(directory.resolve(".zmetadata"))) {
            JsonNode consolidated = json(".zmetadata");
            ((ObjectNode) consolidated.path("metadata").path(".zattrs")).put(attribute, value);
            put(".zmetadata", consolidated);
        }
    }

    /** The chunk is not there: for a reader of Zarr all of it is the fill value. */
    public void dropChunk(String array, int... place) {
        server.remove(chunk(array, place));
    }

    public void restoreChunk(String array, int... place) {
        server.restore(chunk(array, place));
    }

    /** The chunk is there, and no value of it is a number. */
    public void blankChunk(String array, int... place) {
        server.put(chunk(array, place), new ChunkBytes(array(array)).of(any -> Double.NaN));
    }

    /** The object of the chunk has lost its second half, and its length is told accordingly. */
    public void cutChunk(String array, int... place) {
        String key = chunk(array, place);
        byte[] whole = bytes(key.substring(prefix.length()));
        server.put(key, Arrays.copyOf(whole, whole.length / 2));
    }

    /** Other values in an array of one dimension, such as a time that occurs twice; as many as it has. */
    public void putValues(String array, long... values) {
        JsonNode metadata = array(array);
        if (metadata.path("shape").size() != 1 || metadata.path("shape").get(0).asInt() != values.length) {
            throw new IllegalArgumentException(array + " has the shape " + metadata.path("shape"));
        }
        ChunkBytes chunks = new ChunkBytes(metadata);
        for (int first = 0; first < values.length; first += chunks.values()) {
            int from = first;
            server.put(
                    chunk(array, first / chunks.values()),
                    chunks.of(i -> from + i < values.length ? values[from + i] : 0));
        }
    }

    private JsonNode array(String array) {
        return json(array + "/.zarray");
    }

    private void put(String file, JsonNode content) {
        server.put(prefix + file, content.toPrettyString().getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode json(String file) {
        try {
            return JSON.readTree(bytes(file));
        } catch (IOException malformed) {
            throw new UncheckedIOException(file + " is no JSON", malformed);
        }
    }

    private byte[] bytes(String file) {
        try {
            return Files.readAllBytes(directory.resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
