package fairweather.scoring.rig;

import fairweather.archive.ArchiveServer;
import fairweather.archive.gfs.DemonstrationArchive;
import fairweather.archive.gfs.GfsLayout;
import fairweather.database.Database;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.ZarrVariable;
import fairweather.forecast.zarr.ZarrWriter;
import fairweather.reference.cache.FieldCache;
import fairweather.reference.object.Transfers;
import fairweather.reference.provider.ReferenceData;
import fairweather.reference.provider.ReferenceSources;
import fairweather.reference.provider.Settings;
import fairweather.reference.provider.Surroundings;
import fairweather.scoring.store.CdsRequestStore;
import fairweather.scoring.store.StoredChoices;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The demonstration's winds as providers have them: the GFS files on a mirror, the truths as a Zarr store like ARCO's,
 * both over HTTP; the climatology and what stands in for what in a supplement.
 */
public final class ProviderArchives implements AutoCloseable {
    /** Truth by a stand-in, or as ERA5 itself. */
    public enum Truth {
        ANALYSIS,
        ARCO
    }

    private static final List<Integer> LEADS = List.of(24, 48, 72);

    public final ArchiveServer server = ArchiveServer.start();
    private final Path directory;
    private final Path supplement;
    private final List<ReferenceSources> opened = new ArrayList<>();

    /** @param directory for the supplement and the caches */
    public ProviderArchives(Path directory, Truth truth) throws IOException {
        this.directory = directory;
        supplement = Files.createDirectories(directory.resolve("supplement"));
        DemonstrationArchive.lay(new GfsLayout(server, "gfs"), Archive.DIRECTORY);
        layTruths();
        laySupplement(truth);
    }

    /** Another process: with a cache of its own, or the one of that name. */
    public ReferenceData open(Database database, String cache) {
        Surroundings around = new Surroundings(
                FieldCache.open(directory.resolve(cache)),
                new StoredChoices(database),
                new CdsRequestStore(database),
                Transfers.UNHEARD,
                InstantSource.system(),
                new Random(1),
                "test",
                Map.of());
        ReferenceSources sources = ReferenceSources.open(Settings.of(settings()), around);
        opened.add(sources);
        return sources.named("demo").orElseThrow();
    }

    private Map<String, String> settings() {
        String set = "fairweather.reference.providers.demo.";
        Map<String, String> settings = new HashMap<>();
        settings.put(set + "supplement", supplement.toString());
        settings.put(set + "gfs.mirrors", "near");
        settings.put(set + "gfs.bases.near", server.url("gfs").toString());
        settings.put(set + "gfs.resolution", "1p00");
        settings.put(set + "gfs.fewest-lines", "1");
        settings.put(set + "arco.base", server.url("arco").toString());
        settings.put(set + "climatology.base", server.url("wb2").toString());
        settings.put("fairweather.reference.http.allow-plain", "true");
        settings.put("fairweather.reference.http.attempts", "1");
        settings.put("fairweather.reference.http.stall", "500ms");
        return settings;
    }

    private void layTruths() {
        List<ZarrVariable> variables = new ArrayList<>();
        List<String> dimensions = List.of("time", "latitude", "longitude");
        List<Integer> shape = List.of(LEADS.size(), Archive.ROWS, Archive.COLUMNS);
        Map.of("10m_u_component_of_wind", "10u", "10m_v_component_of_wind", "10v", "2m_temperature", "10u")
                .forEach((name, variable) -> variables.add(ZarrVariable.floats(name, dimensions, shape, winds(variable))
                        .withChunks(1, Archive.ROWS, Archive.COLUMNS)));
        double[] times = LEADS.stream()
                .mapToDouble(lead -> Archive.START.plus(Duration.ofHours(lead)).getEpochSecond() / 3600.0)
                .toArray();
        variables.add(ZarrVariable.coordinate("time", times).withAttribute("units", "hours since 1970-01-01"));
        variables.add(ZarrVariable.coordinate("latitude", steps(Archive.ROWS, 90, -1)));
        variables.add(ZarrVariable.coordinate("longitude", steps(Archive.COLUMNS, 0, 1)));
        Map<String, Object> attributes = Map.of(
                "valid_time_start", "1940-01-01",
                "valid_time_stop", "2018-10-08",
                "valid_time_stop_era5t", "2018-10-12");
        for (Map.Entry<ObjectKey, byte[]> object :
                ZarrWriter.write(attributes, variables).entrySet()) {
            server.put("arco/" + object.getKey().value(), object.getValue());
        }
    }

    private static float[] winds(String variable) {
        int points = Archive.ROWS * Archive.COLUMNS;
        float[] values = new float[LEADS.size() * points];
        for (int i = 0; i < LEADS.size(); i++) {
            System.arraycopy(Archive.analysis(variable, LEADS.get(i)), 0, values, i * points, points);
        }
        return values;
    }

    private static double[] steps(int count, double first, double step) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = first + i * step;
        }
        return values;
    }

    /** The demonstration's index without its GFS files. */
    private void laySupplement(Truth truth) throws IOException {
        JsonObject index = new JsonObject(Files.readString(Archive.DIRECTORY.resolve("index.json")));
        JsonArray files = new JsonArray();
        for (Object file : index.getJsonArray("files")) {
            if (((JsonObject) file).getString("product").equals("monthly_climatology")) {
                files.add(file);
            }
        }
        JsonArray substitutions = new JsonArray();
        for (Object each : index.getJsonArray("substitutions")) {
            String wanted = ((JsonObject) each).getJsonObject("wanted").getString("product");
            if (truth == Truth.ANALYSIS || !wanted.equals("era5")) {
                substitutions.add(each);
            }
        }
        index.put("files", files).put("substitutions", substitutions).put("name", "own");
        Files.writeString(supplement.resolve("index.json"), index.encode());
        String climatology = files.getJsonObject(0).getString("file");
        Files.createDirectories(supplement.resolve(climatology).getParent());
        Files.copy(Archive.DIRECTORY.resolve(climatology), supplement.resolve(climatology));
    }

    @Override
    public void close() {
        opened.forEach(ReferenceSources::close);
        server.close();
    }
}
