package fairweather.bench.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Has Python write what is read, in a directory of its own that is removed at the end. */
final class Inputs implements AutoCloseable {
    private final Path directory;
    private final String python;

    private Inputs(Path directory, String python) {
        this.directory = directory;
        this.python = python;
    }

    /**
     * @param shared the collection of real files
     * @param scripts where the scripts lie that lay stores out as the archives do
     * @throws IllegalStateException with a sentence for the user if they cannot be made
     */
    static Inputs make(String python, Path shared, Path scripts, boolean quick)
            throws IOException, InterruptedException {
        if (!Files.isDirectory(shared) || !Files.isDirectory(scripts)) {
            throw new IllegalStateException("without the collection of real files in " + shared + " (--shared) and the"
                    + " scripts in " + scripts + " there is nothing to read");
        }
        Inputs inputs = new Inputs(Files.createTempDirectory("fairweather-bench"), python);
        try {
            inputs.run(
                    inputs.script("make.py").toString(),
                    shared.toString(),
                    scripts.toString(),
                    inputs.directory.toString(),
                    quick ? "quick" : "full");
        } catch (IOException | InterruptedException | IllegalStateException failed) {
            inputs.close();
            throw failed;
        }
        return inputs;
    }

    private void run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of(python), Stream.of(arguments)).toList();
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException(python + " could not make the inputs; its words are above (it needs numpy,"
                    + " xarray, netCDF4, zarr and numcodecs)");
        }
    }

    Path directory() {
        return directory;
    }

    /** A copy of one of the scripts that come with this package. */
    Path script(String name) throws IOException {
        Path script = directory.resolve(name);
        try (InputStream text = Inputs.class.getResourceAsStream(name)) {
            return Files.write(script, text.readAllBytes());
        }
    }

    @Override
    public void close() throws IOException {
        remove(directory);
    }

    static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path one : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}
