package fairweather.scoring.spoilt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fairweather.forecast.key.ObjectKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stores that Python's zarr writes; see src/test/python/spoil_forecast.py. */
final class SpoiltByPython {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static Path directory;
    private static boolean written;

    static final Map<String, Spoil> ALL = Stream.of(
                    "float16",
                    "float16_overflow",
                    "fortran_order",
                    "delta_filter",
                    "quantised_filter",
                    "object_dtype",
                    "complex_dtype",
                    "unsigned_dtype",
                    "blosclz",
                    "bz2",
                    "big_endian",
                    "float64",
                    "odd_chunks",
                    "wrapped_integers")
            .collect(Collectors.toMap(name -> name, name -> forecast -> replace(forecast, name)));

    private SpoiltByPython() {}

    private static void replace(SoundForecast forecast, String name) {
        Map<ObjectKey, byte[]> stored = read(written().resolve(name));
        forecast.objects(objects -> {
            objects.clear();
            objects.putAll(stored);
        });
    }

    /** Where the stores are to be written, if any is needed. */
    static void writeTo(Path empty) {
        directory = empty;
        written = false;
    }

    private static synchronized Path written() {
        assumeTrue(Files.isExecutable(PYTHON), "skipped: there is no /usr/bin/python3");
        if (!written) {
            Path sound = directory.resolve("sound");
            Path log = directory.resolve("log");
            assumeTrue(run(log, "-c", "import zarr, numcodecs") == 0, "skipped: the system's Python has no zarr");
            write(new SoundForecast().objects(), sound);
            int exit = run(log, "src/test/python/spoil_forecast.py", sound.toString(), directory.toString());
            assertThat(exit).as(() -> text(log)).isZero();
            written = true;
        }
        return directory;
    }

    private static int run(Path log, String... arguments) {
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of(PYTHON.toString()), Stream.of(arguments))
                            .toList())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Python did not end within a minute");
            }
            return process.exitValue();
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void write(Map<ObjectKey, byte[]> objects, Path store) {
        objects.forEach((key, bytes) -> {
            try {
                Path file = store.resolve(key.value());
                Files.createDirectories(file.getParent());
                Files.write(file, bytes);
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        });
    }

    private static Map<ObjectKey, byte[]> read(Path store) {
        Map<ObjectKey, byte[]> objects = new TreeMap<>();
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                objects.put(ObjectKey.of(store.relativize(file).toString()), Files.readAllBytes(file));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return objects;
    }
}
