package fairweather.reference.grib;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** ecCodes, through Debian's Python: an independent reader and writer of GRIB2. Skips the test where it is absent. */
final class Eccodes {
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    /** The first field's values, sorted from north to south and by longitude from 0, NaN where missing. */
    private static final String VALUES = """
            import sys, eccodes, numpy
            with open(sys.argv[1], "rb") as source:
                message = eccodes.codes_grib_new_from_file(source)
            eccodes.codes_set(message, "missingValue", 1e300)
            values = eccodes.codes_get_values(message).astype("<f8")
            values[values == 1e300] = numpy.nan
            latitudes = eccodes.codes_get_array(message, "latitudes")
            longitudes = eccodes.codes_get_array(message, "longitudes") % 360
            order = numpy.lexsort((numpy.round(longitudes, 6), -numpy.round(latitudes, 6)))
            sys.stdout.buffer.write(values[order].tobytes())
            """;

    /** The first field's values in the file's order, and for a file compressed by xz a plain copy beside it. */
    private static final String VALUES_IN_FILE_ORDER = """
            import sys, eccodes, lzma, numpy
            with open(sys.argv[2], "wb") as plain:
                plain.write(lzma.open(sys.argv[1]).read())
            with open(sys.argv[2], "rb") as source:
                message = eccodes.codes_grib_new_from_file(source)
            eccodes.codes_set(message, "missingValue", 1e300)
            values = eccodes.codes_get_values(message).astype("<f8")
            values[values == 1e300] = numpy.nan
            sys.stdout.buffer.write(values.tobytes())
            """;

    private static final String NOISE_IN_JPEG = """
            import eccodes, numpy, sys
            noise = 280 + numpy.random.default_rng(1).uniform(-5, 5, 31 * 16)
            message = eccodes.codes_grib_new_from_samples("regular_ll_sfc_grib2")
            eccodes.codes_set(message, "bitsPerValue", 16)
            eccodes.codes_set_values(message, noise)
            eccodes.codes_set(message, "packingType", "grid_jpeg")
            with open(sys.argv[1], "wb") as target:
                eccodes.codes_write(message, target)
            """;

    private static final String PACKING = """
            import sys, eccodes
            with open(sys.argv[1], "rb") as source:
                message = eccodes.codes_grib_new_from_file(source)
            key = "orderOfSpatialDifferencing"
            order = eccodes.codes_get(message, key) if eccodes.codes_is_defined(message, key) else None
            template = eccodes.codes_get(message, "dataRepresentationTemplateNumber")
            print(f"5.{template}" + ("" if order is None else f" order {order}"), end="")
            """;

    private static final boolean INSTALLED = installed();

    private Eccodes() {}

    private static boolean installed() {
        try {
            return Files.isExecutable(PYTHON)
                    && start("import eccodes, lzma, numpy").waitFor() == 0;
        } catch (IOException | InterruptedException absent) {
            return false;
        }
    }

    /** For example {@code 5.3 order 2}, of the first field. */
    static String packing(Path file) throws IOException, InterruptedException {
        return new String(run(PACKING, file.toString()), StandardCharsets.US_ASCII);
    }

    static float[] canonicalValues(Path file) throws IOException, InterruptedException {
        return rounded(run(VALUES, file.toString()));
    }

    /** The values of the first field of a file compressed by xz, which is written uncompressed to {@code plain}. */
    static float[] valuesInFileOrder(Path compressed, Path plain) throws IOException, InterruptedException {
        return rounded(run(VALUES_IN_FILE_ORDER, compressed.toString(), plain.toString()));
    }

    /** Writes a field that takes more bits as JPEG than its values have. */
    static void writeNoiseInJpeg(Path file) throws IOException, InterruptedException {
        run(NOISE_IN_JPEG, file.toString());
    }

    private static float[] rounded(byte[] bytes) {
        DoubleBuffer values =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
        float[] result = new float[values.remaining()];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) values.get(i);
        }
        return result;
    }

    private static byte[] run(String script, String... arguments) throws IOException, InterruptedException {
        assumeTrue(INSTALLED, "skipped: /usr/bin/python3 with eccodes and numpy is not here");
        Process process = start(script, arguments);
        byte[] output = process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IOException("the ecCodes script failed: "
                    + process.errorReader().lines().toList());
        }
        return output;
    }

    private static Process start(String script, String... arguments) throws IOException {
        String[] command = new String[arguments.length + 3];
        command[0] = PYTHON.toString();
        command[1] = "-c";
        command[2] = script;
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        return new ProcessBuilder(command).start();
    }
}
