package fairweather.scorecard.location;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.zarr.DirectoryReader;
import fairweather.forecast.zarr.ZarrMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A Zarr v2 store in a directory; consolidated metadata are made where the store has none. */
final class StoreFolder {
    private static final String CONSOLIDATED = ".zmetadata";
    private static final List<String> METADATA = List.of(".zarray", ".zattrs", ".zgroup");
    private static final int DEPTH = 4;

    private StoreFolder() {}

    static boolean is(Path directory) {
        return Files.exists(directory.resolve(CONSOLIDATED))
                || Files.exists(directory.resolve(".zgroup"))
                || isThirdVersion(directory);
    }

    private static boolean isThirdVersion(Path directory) {
        return Files.exists(directory.resolve("zarr.json"));
    }

    static ZarrMetadata metadata(Path directory, Caps caps) {
        if (Files.exists(directory.resolve(CONSOLIDATED))) {
            return ZarrMetadata.read(new DirectoryReader(directory), caps);
        }
        if (isThirdVersion(directory)) {
            throw new FailureException(Code.CONTENT_LAYOUT, "this is a Zarr v3 store; only Zarr v2 is read");
        }
        try {
            return ZarrMetadata.parse(consolidated(directory), caps);
        } catch (IOException | UncheckedIOException unreadable) {
            throw new FailureException(Code.CONTENT_LAYOUT, "the store's metadata cannot be read", unreadable);
        }
    }

    private static byte[] consolidated(Path directory) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode metadata = json.createObjectNode();
        try (Stream<Path> files = Files.find(
                directory,
                DEPTH,
                (path, ignored) -> METADATA.contains(path.getFileName().toString()))) {
            for (Path file : files.sorted().toList()) {
                String key = directory.relativize(file).toString().replace('\\', '/');
                metadata.putRawValue(key, new RawValue(Files.readString(file)));
            }
        }
        ObjectNode root = json.createObjectNode();
        root.put("zarr_consolidated_format", 1);
        root.set("metadata", metadata);
        return json.writeValueAsBytes(root);
    }
}
