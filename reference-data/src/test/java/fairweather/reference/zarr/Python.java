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
import java.util.Objects;

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
     * A directory with the collection's real ERA5 fields and stores of them, written once: arco.json, wb2.json and
     * full.json, arco.zarr-v3 and wb2.zarr, and with values on all levels levels/0.
     */
    public static synchronized Path samples() throws Exception {
        Path collection = Data.collection("era5-eda-z500-t850-201701").getParent();
        if (!written) {
            Files.createDirectories(SAMPLES);
            run("real_fields.py", collection, SAMPLES);
            run("make_arco_like.py", SAMPLES.resolve("arco.json"), SAMPLES.resolve("arco.zarr-v3"));
            run("make_wb2_like.py", SAMPLES.resolve("wb2.json"), SAMPLES.resolve("wb2.zarr"));
            Path levels = Files.createDirectories(SAMPLES.resolve("levels"));
            stores(
                    "make_arco_like.py",
                    SAMPLES.resolve("arco.json"),
                    List.of("{\"other_levels\": \"scaled\"}"),
                    levels);
            written = true;
        }
        return SAMPLES;
    }

    /**
     * Writes other stores of a description: 0, 1, ... in the directory.
     *
     * @param options each JSON, the description's {@code store}
     */
    public static void stores(String script, Path description, List<String> options, Path directory) throws Exception {
        List<Object> arguments = new ArrayList<>();
        for (String json : options) {
            Path store = directory.resolve(String.valueOf(arguments.size() / 2));
            Path variant = description.resolveSibling(directory.getFileName() + "-" + store.getFileName() + ".json");
            ObjectNode changed = (ObjectNode) JSON.readTree(description.toFile());
            changed.set("store", JSON.readTree(json));
            JSON.writeValue(variant.toFile(), changed);
            arguments.addAll(List.of(variant, store));
        }
        run(script, arguments.toArray());
    }

    /** A field of a store. */
    public record Stored(Path store, FieldKey key) {}

    public static List<float[]> xarray(Path store, List<FieldKey> keys) throws Exception {
        return xarray(keys.stream().map(key -> new Stored(store, key)).toList());
    }

    /** The values that xarray reads of some fields of one size, canonically ordered. */
    public static List<float[]> xarray(List<Stored> stored) throws Exception {
        Object[] arguments = stored.stream()
                .map(field -> field.store() + "=" + field.key().variable() + ":"
                        + Objects.toString(field.key().level(), "") + ":"
                        + field.key().validTime())
                .toArray();
        FloatBuffer all = ByteBuffer.wrap(run("xarray_fields.py", arguments))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        List<float[]> fields = new ArrayList<>();
        int points = all.remaining() / stored.size();
        for (int n = 0; n < stored.size(); n++) {
            float[] values = new float[points];
            all.get(values);
            fields.add(values);
        }
        return fields;
    }

    private static byte[] run(String script, Object... arguments) throws IOException, InterruptedException {
        assumeTrue(INSTALLED, "skipped: /usr/bin/python3 with zarr and xarray is not here");
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
