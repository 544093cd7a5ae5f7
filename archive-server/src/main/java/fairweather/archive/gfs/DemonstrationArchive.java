package fairweather.archive.gfs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The demonstration's GFS files as a mirror, by the times that their heads tell: f000 of every cycle and f003 of the
 * first. What the server of 2018 gave instead of a file, a web page under a file's name, is not laid out: the cycle is
 * not there.
 */
public final class DemonstrationArchive {
    private static final byte[] MAGIC = "GRIB".getBytes(StandardCharsets.US_ASCII);

    private DemonstrationArchive() {}

    /** @param data the directory with {@code index.json} */
    public static List<GfsFile> lay(GfsLayout layout, Path data) {
        List<GfsFile> laid = new ArrayList<>();
        for (JsonNode file : index(data).path("files")) {
            byte[] bytes = bytes(data.resolve(file.path("file").asText()));
            if (file.path("product").asText().startsWith("gfs_") && isGrib(bytes)) {
                laid.add(layout.add(bytes));
            }
        }
        return laid;
    }

    private static boolean isGrib(byte[] bytes) {
        return Arrays.equals(bytes, 0, Math.min(4, bytes.length), MAGIC, 0, 4);
    }

    private static JsonNode index(Path data) {
        try {
            return new ObjectMapper().readTree(data.resolve("index.json").toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
