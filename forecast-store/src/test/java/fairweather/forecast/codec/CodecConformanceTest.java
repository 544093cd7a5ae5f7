package fairweather.forecast.codec;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.forecast.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodecConformanceTest {
    @TempDir
    private static Path directory;

    @BeforeAll
    static void writeSamples() throws Exception {
        Samples.python("write_zarr_samples.py", "zarr, numcodecs", directory);
    }

    @Test
    void everyBloscFrameThatNumcodecsWritesDecodesToItsContent() throws IOException {
        List<Path> blobs = files("blobs");
        for (Path blob : blobs) {
            String[] words = blob.getFileName().toString().replace(".bin", "").split("-");
            int size = Integer.parseInt(words[2]) * Integer.parseInt(words[3]);
            byte[] expected = words[5].equals("smooth") ? Content.smooth(size) : Content.noise(size);
            Blosc codec = new Blosc(Blosc.Compressor.LZ4, 5, Shuffle.NONE);
            byte[] decoded = codec.decode(Files.readAllBytes(blob), size);
            assertThat(decoded).as(blob.getFileName().toString()).isEqualTo(expected);
        }
        assertThat(blobs).hasSize(4 * 3 * (4 * 8 * 2 + 1));
    }

    @Test
    void everyPlainChunkThatNumcodecsWritesDecodesToItsContent() throws IOException {
        List<Path> chunks = files("plain");
        for (Path chunk : chunks) {
            String[] words = chunk.getFileName().toString().replace(".bin", "").split("-");
            Codec codec = switch (words[0]) {
                case "zlib" -> new Zlib(1);
                case "gzip" -> new Gzip(1);
                case "zstd" -> new Zstd(1);
                default -> throw new AssertionError(words[0]);
            };
            int size = Integer.parseInt(words[1]);
            assertThat(codec.decode(Files.readAllBytes(chunk), size)).isEqualTo(Content.smooth(size));
        }
        assertThat(chunks).hasSize(9);
    }

    private static List<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(name))) {
            return files.sorted().toList();
        }
    }
}
