package fairweather.bench.scoring;

import fairweather.bench.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The contestants take turns, measurement by measurement, so that what else the machine does befalls all alike. */
final class Bout implements AutoCloseable {
    private static final String VECTORS = "jdk.incubator.vector";
    /** The collector is the services' own. */
    private static final List<String> HEAP = List.of("-Xms3g", "-Xmx3g", "-XX:+UseSerialGC");

    private final Path directory;
    private final String python;
    private final String reference;
    private final PrintWriter out;
    private final Map<Contestant, Peer> peers = new EnumMap<>(Contestant.class);

    /** @param reference a Python module with the reference system's mathematics, or "-" */
    Bout(Path directory, String python, String reference, PrintWriter out) {
        this.directory = directory;
        this.python = python;
        this.reference = reference;
        this.out = out;
    }

    Figures run(int rounds, int warmUps) throws IOException, InterruptedException {
        Figures figures = new Figures();
        prepare(figures);
        Triad triad = Triad.compiled(directory);
        if (triad == null) {
            figures.notes().add("no triad: there is no C compiler (Debian, Ubuntu: apt-get install gcc libc6-dev)");
        }
        try (StoreServer server = new StoreServer(directory.resolve("store"))) {
            for (int round = -warmUps; round < rounds; round++) {
                out.println(round < 0 ? "warming up" : "round " + (round + 1) + " of " + rounds);
                out.flush();
                round(server.url(), round >= 0 ? figures : new Figures(), round < 0);
                if (triad != null && round >= 0) {
                    figures.triad().add(triad.rate(1));
                    figures.triadOfTwo().add(triad.rate(2));
                }
            }
        }
        return figures;
    }

    private void round(String url, Figures figures, boolean warmUp) throws IOException {
        for (Measurement measurement : Measurement.values()) {
            boolean possible = !measurement.needsReference() || !reference.equals("-");
            // What needs no warm-up and takes long is not warmed up.
            boolean worthwhile = !warmUp || measurement != Measurement.LEAD_DISK_REFERENCE;
            if (possible && worthwhile) {
                figures.add(measurement, peers.get(measurement.contestant()).millis(measurement.line(url)));
            }
        }
    }

    private void requireLibraries() throws IOException, InterruptedException {
        Process trial = new ProcessBuilder(python, "-c", "import numpy, xarray, scipy, zarr, numcodecs")
                .redirectErrorStream(true)
                .start();
        trial.getInputStream().readAllBytes();
        if (trial.waitFor() != 0) {
            throw new IllegalStateException(python + " lacks numpy, xarray, scipy, zarr or numcodecs (Debian, Ubuntu:"
                    + " apt-get install python3-xarray python3-scipy python3-zarr python3-numcodecs)");
        }
    }

    private void prepare(Figures figures) throws IOException, InterruptedException {
        requireLibraries();
        Path script = directory.resolve("peer.py");
        try (InputStream text = Bout.class.getResourceAsStream("peer.py")) {
            Files.write(script, text.readAllBytes());
        }
        if (!Files.exists(directory.resolve("store/.zmetadata"))) {
            out.println("making 69 fields of 721 x 1440, three times, and a store of them (1 GB)");
            out.flush();
            Process making = new ProcessBuilder(python, script.toString(), "make", directory.toString())
                    .inheritIO()
                    .start();
            if (making.waitFor() != 0) {
                throw new IllegalStateException(python + " could not make the data; its words are above");
            }
        }
        if (reference.equals("-")) {
            figures.notes().add("without the reference's path: its mathematics (--reference) are not here");
        }
        peers.put(
                Contestant.PYTHON,
                new Peer(List.of(python, script.toString(), "serve", directory.toString(), reference)));
        peers.put(Contestant.VECTORS, new Peer(ours(List.of(), "--add-modules", VECTORS)));
        peers.put(Contestant.ONE_PROCESSOR, new Peer(ours(List.of("taskset", "-c", "0"), "--add-modules", VECTORS)));
        peers.put(Contestant.SCALARS, new Peer(ours(List.of(), "-Dfairweather.vector=off")));
    }

    private List<String> ours(List<String> before, String... options) {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(HEAP);
        command.addAll(List.of(
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Worker.class.getName(),
                directory.toString()));
        return command;
    }

    @Override
    public void close() {
        peers.values().forEach(Peer::close);
    }
}
