package fairweather.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fairweather.archive.ArchiveServer;
import fairweather.archive.cds.CdsApi;
import fairweather.archive.gfs.DemonstrationArchive;
import fairweather.archive.gfs.GfsLayout;
import fairweather.archive.gfs.Retimed;
import fairweather.archive.zarr.ZarrBucket;
import fairweather.data.place.Place;
import fairweather.reference.cache.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** The providers on the loopback address, settings that name them, and commands that run with these. */
final class Archive implements AutoCloseable {
    static final Path DEMONSTRATION = Path.of("..", "demo", "data");

    final ArchiveServer server = ArchiveServer.start();
    final Path directory;
    final Map<String, String> settings = new TreeMap<>();
    final Map<String, String> environment = new TreeMap<>();
    CdsApi cds;
    ZarrBucket arco;
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    boolean terminal;
    long room = 50L << 30;
    private long nanos;

    Archive(Path directory) {
        this.directory = directory;
        settings.put("fairweather.reference.http.allow-plain", "true");
        settings.put("fairweather.reference.http.attempts", "1");
        settings.put("fairweather.reference.http.pace", "10000");
        settings.put("fairweather.reference.http.burst", "10000");
        settings.put("fairweather.field-cache.directory", cache().toString());
        provider("gfs.mirrors", "here");
        provider("gfs.bases.here", server.url("gfs").toString());
        provider("gfs.resolution", "1p00");
        provider("gfs.fewest-lines", "1");
        provider("truth", "arco");
        provider("arco.base", server.url("arco").toString());
        provider("climatology.base", server.url("wb2").toString());
    }

    void provider(String key, String value) {
        settings.put("fairweather.reference.providers.providers." + key, value);
    }

    Path cache() {
        return directory.resolve("cache");
    }

    /** The demonstration's winds of October 2018. */
    Archive withDemonstration() {
        assumeTrue(Files.exists(DEMONSTRATION.resolve("index.json")), "skipped: there is no " + DEMONSTRATION);
        DemonstrationArchive.lay(new GfsLayout(server, "gfs"), DEMONSTRATION);
        return this;
    }

    /** A real file of the demonstration under another cycle and step. */
    Archive withCycle(Instant cycle, int step) {
        Path file = DEMONSTRATION.resolve("gfs/f000/gfs.t00z.pgrb2.1p00.f000.2018100618");
        assumeTrue(Files.exists(file), "skipped: there is no " + file);
        try {
            new GfsLayout(server, "gfs").addAs(cycle, step, Retimed.to(cycle, step, Files.readAllBytes(file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return this;
    }

    /** ERA5 of the first two days of 2017, and a climatology of the end of December. */
    Archive withStores() throws Exception {
        Path stores = Stores.written();
        arco = new ZarrBucket(server, "arco", stores.resolve("arco.zarr"));
        server.mount("wb2", stores.resolve("wb2.zarr"));
        return this;
    }

    /** After ARCO. */
    Archive withDataStore() {
        cds = CdsApi.on(server, Stores.era5Messages());
        provider("truth", "arco,cds");
        environment.put("CDSAPI_URL", cds.url().toString());
        environment.put("CDSAPI_KEY", CdsApi.KEY);
        return this;
    }

    /** With its settings. */
    Run run(String... arguments) {
        return plain(arguments(arguments));
    }

    Run plain(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = DataCommand.commandLine(place())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        Run run = new Run(code, out.toString(), err.toString());
        return List.of(arguments).contains("--json") ? run : run.fits80Columns();
    }

    private Place place() {
        Machine real = Machine.real();
        Machine ours = new Machine(
                Clock.fixed(now, ZoneOffset.UTC),
                new Random(1),
                real.process(),
                real.beats(),
                below -> room,
                real.pause());
        return new Place(environment, ours, () -> nanos += Duration.ofMillis(7).toNanos(), terminal);
    }

    private String[] arguments(String... given) {
        List<String> all = new ArrayList<>(List.of(given));
        all.addAll(List.of("--config", write().toString()));
        return all.toArray(String[]::new);
    }

    private Path write() {
        Path file = directory.resolve("own.properties");
        try {
            Files.write(
                    file,
                    settings.entrySet().stream()
                            .map(setting -> setting.getKey() + "=" + setting.getValue())
                            .toList());
        } catch (IOException disk) {
            throw new UncheckedIOException(disk);
        }
        return file;
    }

    @Override
    public void close() {
        server.close();
    }
}
