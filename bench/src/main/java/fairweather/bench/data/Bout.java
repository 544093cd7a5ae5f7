package fairweather.bench.data;

import fairweather.archive.ArchiveServer;
import fairweather.bench.Peer;
import fairweather.bench.ProcessUsage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One server, our process and Python's. They take turns, measurement by measurement, so that what else the machine does
 * befalls both alike.
 */
final class Bout implements AutoCloseable {
    /** The collector is the services' own. */
    private static final List<String> HEAP = List.of("-Xmx2g", "-XX:+UseSerialGC");

    private static final List<String> FOLDERS = List.of("gfs", "arco", "wb2");

    /** Two decoders of one packing may round differently once; a part of the range of a field's values. */
    private static final double TOLERANCE = 1e-6;

    private final Inputs inputs;
    private final PrintWriter out;
    private final Facts facts;
    private final ArchiveServer server;
    private final Peer worker;
    private final Peer python;

    Bout(Inputs inputs, String command, PrintWriter out) throws IOException {
        this.inputs = inputs;
        this.out = out;
        this.facts = Facts.of(inputs.directory());
        this.server = ArchiveServer.start();
        FOLDERS.forEach(folder -> server.mount(folder, inputs.directory().resolve(folder)));
        String directory = inputs.directory().toString();
        String url = server.url("").toString();
        this.worker = new Peer(ours(directory, url));
        this.python = new Peer(List.of(command, inputs.script("peer.py").toString(), directory, url));
    }

    private static List<String> ours(String directory, String url) {
        return Stream.of(
                        List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        HEAP,
                        List.of(
                                "--add-modules",
                                "jdk.incubator.vector",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Worker.class.getName(),
                                directory,
                                url))
                .flatMap(List::stream)
                .toList();
    }

    /** Compares the values first; what Python cannot do is left out, with the reason among the notes. */
    Figures run(int rounds, int warmUps) throws IOException {
        Figures figures = new Figures(facts);
        List<Measurement> possible = new ArrayList<>();
        for (Measurement measurement : Measurement.values()) {
            if (measurement.ours() || agrees(measurement, figures)) {
                possible.add(measurement);
            }
        }
        for (int round = -warmUps; round < rounds; round++) {
            say(round < 0 ? "warming up" : "round " + (round + 1) + " of " + rounds);
            for (Measurement measurement : possible) {
                if (round >= 0) {
                    figures.add(measurement, sample(measurement));
                } else if (measurement != Measurement.GFS_WHOLE) {
                    // What takes longest is warm by the others of its kind.
                    sample(measurement);
                }
            }
        }
        return figures;
    }

    private Sample sample(Measurement measurement) throws IOException {
        Peer peer = measurement.ours() ? worker : python;
        int repeats = facts.repeats(measurement.subject());
        server.forget();
        Duration before = ProcessUsage.processorOfTree(peer.pid());
        double millis = peer.millis(measurement.task());
        Duration used = ProcessUsage.processorOfTree(peer.pid()).minus(before);
        return new Sample(
                millis,
                (double) used.toMillis() / repeats,
                server.bytesSent() / repeats,
                server.asked().size() / repeats);
    }

    /** Whether Python can do it; its values must be ours. */
    private boolean agrees(Measurement measurement, Figures figures) throws IOException {
        Path values = inputs.directory().resolve("values.f4");
        String answer = python.answer(measurement.task() + " " + values);
        if (answer.startsWith("absent")) {
            figures.notes().add("without " + measurement.words() + ": " + answer.substring("absent ".length()));
            return false;
        }
        double difference = worker.millis("check " + measurement.subject() + " " + values);
        Files.delete(values);
        say("%s: values %s".formatted(measurement.words(), Figures.agreement(difference)));
        if (!(difference <= TOLERANCE)) {
            throw new IllegalStateException(
                    "the values of " + measurement.words() + " are not ours: " + Figures.agreement(difference));
        }
        figures.notes().add(measurement.words() + ", values beside ours: " + Figures.agreement(difference));
        return true;
    }

    private void say(String words) {
        out.println(words);
        out.flush();
    }

    @Override
    public void close() {
        worker.close();
        python.close();
        server.close();
    }
}
