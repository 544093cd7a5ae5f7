package fairweather.archive.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fairweather.archive.ArchiveServer;
import fairweather.archive.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that Python's zarr wrote, read by it over HTTP. */
class ZarrBucketTest {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final String SCRIPT = "src/test/python/zarr_over_http.py";

    @TempDir
    static Path directory;

    private final ArchiveServer server = ArchiveServer.start();
    private final List<ZarrBucket> stores = Stream.of("none", "zlib", "gzip", "blosc")
            .map(codec -> new ZarrBucket(server, "public-bucket/ar/" + codec, directory.resolve(codec)))
            .toList();
    private final ZarrBucket plain = stores.getFirst();

    @BeforeAll
    static void write() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PYTHON), "skipped: there is no " + PYTHON);
        python("write", directory.toString());
        assumeTrue(Files.exists(directory.resolve("blosc/.zmetadata")), "skipped: zarr is not installed here");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private List<String> read() throws IOException, InterruptedException {
        return python(Stream.concat(
                        Stream.of("read"), stores.stream().map(ZarrBucket::url).map(Object::toString))
                .toArray(String[]::new));
    }

    @Test
    void stores_are_read_as_they_were_written() throws Exception {
        assertThat(read())
                .hasSize(4)
                .containsOnly("2025-01-02 [0, 6, 12, 18, 24]"
                        + " [0.0, 1.0, 2.0, 3.0] [4.0, 5.0, 6.0, 7.0] [8.0, 9.0, 10.0, 11.0]");
    }

    @Test
    void spoiled_stores_are_read_as_they_were_spoiled() throws Exception {
        for (ZarrBucket store : stores) {
            store.announce("valid_time_stop", "2025-01-10");
            store.putValues("time", 0, 6, 6, 12, 18);
            store.dropChunk("values", 0, 1);
            store.blankChunk("values", 1, 0);
            store.cutChunk("values", 2, 0);
        }

        String spoiled = "2025-01-10 [0, 6, 6, 12, 18] [0.0, 1.0, 2.0, -1.0] [nan, nan, nan, 7.0] ";
        List<String> read = read();

        assertThat(read.subList(0, 3)).containsOnly(spoiled + "unreadable");
        // Python's Blosc believes a frame that is cut, and gives whatever lay in its memory.
        assertThat(read.getLast()).startsWith(spoiled).doesNotContain("8.0, 9.0, 10.0");
    }

    @Test
    void a_chunk_that_was_dropped_can_be_restored() throws IOException {
        String key = plain.chunk("values", 0, 0);

        plain.dropChunk("values", 0, 0);
        assertThat(Wire.ask(server.url(key), "GET").status()).isEqualTo(404);
        plain.restoreChunk("values", 0, 0);

        assertThat(Wire.ask(server.url(key), "GET").announced()).isEqualTo(3 * Float.BYTES);
        assertThat(key).isEqualTo("public-bucket/ar/none/values/0.0");
        assertThat(plain.url().getPath()).isEqualTo("/public-bucket/ar/none/");
    }

    @Test
    void values_for_another_shape_are_refused() {
        assertThatThrownBy(() -> plain.putValues("time", 1, 2)).hasMessage("time has the shape [5]");
        assertThatThrownBy(() -> plain.putValues("values", 1, 2)).hasMessage("values has the shape [3,4]");
    }

    private static List<String> python(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PYTHON.toString(), SCRIPT));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.lines().toList();
    }
}
