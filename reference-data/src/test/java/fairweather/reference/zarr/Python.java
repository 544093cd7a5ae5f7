package fairweather.reference.zarr;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.reference.Data;
import fairweather.reference.FieldKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The scripts in src/test/python, which write stores with Python's zarr and read them with xarray. */
public final class Python {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path SCRIPTS = Path.of("src", "test", "python");
    private static final Path SAMPLES = Path.of("target", "zarr-samples");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final boolean INSTALLED = installed();

    private static boolean written;

    private Python() {}

    private static boolean installed() {
        try {
            return Files.isExecutable(PYTHON)
                    && start("-c", "import zarr, numcodecs, xarray").waitFor() == 0;
        } catch (IOException | InterruptedException absent) {
            return false;
        }
    }

    /**
     * A directory with the collection's real ERA5 fields and stores of them, written once: arco.json, wb2.json, full.json,
     * arco.zarr-v3, wb2.zarr.
     */
    public static synchronized Path samples() throws Exception {
        Path collection = Data.collection("era5-eda-z500-t850-201701").getParent();
        if (!written) {
            Files.createDirectories(SAMPLES);
            run("real_fields.py", collection, SAMPLES);
            run("make_arco_like.py", SAMPLES.resolve("arco.json"), SAMPLES.resolve("arco.zarr-v3"));
            run("make_wb2_like.py", SAMPLES.resolve("wb2.json"), SAMPLES.resolve("wb2.zarr"));
            written = true;
        }
        return SAMPLES;
    }

    /**
     * Writes another store of a description.
     *
     * @param options JSON, the description's {@code store}
     */
    public static Path store(String script, Path description, String options, Path target) throws Exception {
        ObjectNode changed = (ObjectNode) JSON.readTree(description.toFile());
        changed.set("store", JSON.readTree(options));
        Path variant = description.resolveSibling(target.getFileName() + ".json");
        JSON.writeValue(variant.toFile(), changed);
        run(script, variant, target);
        return target;
    }

    /** The values that xarray reads of some fields, canonically ordered. */
    public static List<float[]> xarray(Path store, List<FieldKey> keys) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of(store));
        for (FieldKey key : keys) {
            String level = key.level() == null ? "" : String.valueOf(key.level());
            arguments.add(key.variable() + ":" + level + ":" + key.validTime());
        }
        FloatBuffer all = ByteBuffer.wrap(run("xarray_fields.py", arguments.toArray()))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        List<float[]> fields = new ArrayList<>();
        int points = all.remaining() / keys.size();
        for (int n = 0; n < keys.size(); n++) {
            float[] values = new float[points];
            all.get(values);
            fields.add(values);
        }
        return fields;
    }

    private static byte[] run(String script, Object... arguments) throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(PYTHON)
                        && start("-c", "import zarr, numcodecs, xarray").waitFor() == 0,
                "skipped: /usr/bin/python3 with zarr and xarray is not here");
        List<String> command = new ArrayList<>(List.of(SCRIPTS.resolve(script).toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = start(command.toArray(String[]::new));
        byte[] output = process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IOException(
                    script + " failed: " + process.errorReader().lines().toList());
        }
        return output;
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(PYTHON.toString(), "-B"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }
}
