package fairweather.deploy.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.archive.ArchiveServer;
import fairweather.archive.gfs.DemonstrationArchive;
import fairweather.archive.gfs.GfsLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The demonstration's winds as providers publish them, over HTTP: a GFS mirror, and a store like ARCO's that Python's
 * zarr has written. What neither has, the climatology and what stands in for what, is in a supplement.
 */
final class Providers implements AutoCloseable {
    /** A set of providers whose truth is the analysis, declared to stand in for ERA5. */
    static final String MIRROR = "mirror";

    /** A set of providers whose truth is a Zarr store. */
    static final String ZARR = "zarr";

    static final List<String> SETS = List.of(MIRROR, ZARR);

    /** The lead whose analysis nobody has. */
    private static final int MISSING = 96;

    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final String SCRIPTS = "reference-data/src/test/python";
    private static final Pattern WINDS = Pattern.compile("gfs/.*\\.f\\d{3}|arco/10m_._component_of_wind/[\\d.]+");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ArchiveServer server = ArchiveServer.start();
    private final Path root;
    private final Path directory;

    /**
     * @param root of the project
     * @param directory an empty one
     */
    Providers(Path root, Path directory) throws IOException, InterruptedException {
        this.root = root;
        this.directory = directory;
        DemonstrationArchive.lay(new GfsLayout(server, "gfs"), root.resolve("demo/data"));
        server.mount("arco", zarrStore());
    }

    static boolean canBeMade() throws IOException, InterruptedException {
        return Files.isExecutable(PYTHON)
                && new ProcessBuilder(PYTHON.toString(), "-c", "import zarr")
                                .start()
                                .waitFor()
                        == 0;
    }

    /** The settings of a scoring service that can ask both sets. */
    Map<String, String> settings() throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String set : SETS) {
            String prefix = "fairweather.reference.providers." + set + ".";
            settings.put(prefix + "supplement", supplement(set).toString());
            settings.put(prefix + "gfs.mirrors", "near");
            settings.put(prefix + "gfs.bases.near", server.url("gfs").toString());
            settings.put(prefix + "gfs.resolution", "1p00");
            settings.put(prefix + "gfs.fewest-lines", "1");
            settings.put(prefix + "truth", "arco");
            settings.put(prefix + "arco.base", server.url("arco").toString());
        }
        settings.put("fairweather.reference.http.allow-plain", "true");
        settings.put("fairweather.reference.http.pace", "1000");
        settings.put(
                "fairweather.field-cache.directory", directory.resolve("cache").toString());
        return settings;
    }

    /** How often each part of a GFS file and each chunk of winds was sent. */
    Map<String, Long> partsSent() {
        return server.asked().stream()
                .filter(ask -> ask.method().equals("GET")
                        && ask.status() < 300
                        && WINDS.matcher(ask.key()).matches())
                .collect(Collectors.groupingBy(ask -> ask.key() + " " + ask.range(), Collectors.counting()));
    }

    /** The demonstration's index without its GFS files. */
    private Path supplement(String set) throws IOException {
        Path data = root.resolve("demo/data");
        Path supplement = Files.createDirectories(directory.resolve("supplement-" + set));
        ObjectNode index = (ObjectNode) JSON.readTree(data.resolve("index.json").toFile());
        index.put("name", "own-" + set);
        Iterator<JsonNode> files = index.get("files").elements();
        while (files.hasNext()) {
            JsonNode file = files.next();
            if (!file.get("product").asText().equals("monthly_climatology")) {
                files.remove();
                continue;
            }
            Path copy = supplement.resolve(file.get("file").asText());
            Files.createDirectories(copy.getParent());
            Files.copy(data.resolve(file.get("file").asText()), copy);
        }
        if (set.equals(ZARR)) {
            removeStandInForTruth(index);
        }
        JSON.writeValue(supplement.resolve("index.json").toFile(), index);
        return supplement;
    }

    private static void removeStandInForTruth(ObjectNode index) {
        Iterator<JsonNode> substitutions = index.get("substitutions").elements();
        while (substitutions.hasNext()) {
            if (substitutions.next().at("/wanted/product").asText().equals("era5")) {
                substitutions.remove();
            }
        }
    }

    /** The truths of all leads but one, written by Python's zarr. */
    private Path zarrStore() throws IOException, InterruptedException {
        Winds winds = new Winds(root.resolve("demo/data"));
        List<Map<String, Object>> fields = new ArrayList<>();
        for (int lead = 24; lead <= 240; lead += 24) {
            for (String variable : lead == MISSING ? List.<String>of() : List.of("10u", "10v")) {
                Instant time = Winds.START.plus(Duration.ofHours(lead));
                String file = variable + "-" + lead + ".f4";
                Files.write(directory.resolve(file), littleEndian(winds.truth(variable, lead)));
                fields.add(Map.of("variable", variable, "time", time.toString(), "file", file));
            }
        }
        Path description = directory.resolve("fields.json");
        JSON.writeValue(
                description.toFile(),
                Map.of(
                        "latitudes",
                        DoubleStream.iterate(90, latitude -> latitude - 1)
                                .limit(181)
                                .toArray(),
                        "longitudes",
                        IntStream.range(0, 360).asDoubleStream().toArray(),
                        "valid_time_start",
                        "1940-01-01",
                        "valid_time_stop",
                        "2018-10-31",
                        "store",
                        Map.of(),
                        "fields",
                        fields));
        Path store = directory.resolve("winds.zarr-v3");
        Process python = new ProcessBuilder(
                        PYTHON.toString(),
                        "-B",
                        root.resolve(SCRIPTS).resolve("make_arco_like.py").toString(),
                        description.toString(),
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(python.getInputStream().readAllBytes());
        if (python.waitFor() != 0) {
            throw new IOException("the store cannot be written: " + said);
        }
        return store;
    }

    private static byte[] littleEndian(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    @Override
    public void close() {
        server.close();
    }
}
