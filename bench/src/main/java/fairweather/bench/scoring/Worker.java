package fairweather.bench.scoring;

import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.Manifest;
import fairweather.forecast.zarr.DirectoryReader;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.forecast.zarr.VerifyingReader;
import fairweather.memory.MemoryBudget;
import fairweather.memory.Permit;
import fairweather.scoring.forecast.DirectMeasurer;
import fairweather.scoring.forecast.Measured;
import fairweather.scoring.input.ComponentInputs;
import fairweather.scoring.input.LeadInputs;
import fairweather.scoring.metric.Kernel;
import fairweather.scoring.metric.Metrics;
import fairweather.scoring.metric.Rows;
import fairweather.scoring.metric.Standard;
import fairweather.scoring.metric.Sum;
import fairweather.scoring.metric.Tally;
import fairweather.scoring.metric.TruthSums;
import fairweather.scoring.metric.WeightRule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Our side of the benchmark, in a process of its own, so that it may be given one processor or two, vectors or none.
 * Answers lines {@code TASK [URL]} with milliseconds.
 */
public final class Worker {
    private static final long MEMORY = 512L << 20;

    private final Dataset data;
    private final LeadInputs.Complete inputs;
    /** The fields as the service has them: mapped files. */
    private final Fields mapped;

    /** The same in this process's own memory; made when it is first asked for. */
    private Fields own;

    private final Manifest manifest;

    /** Forecasts, and what each is measured against. */
    private record Fields(List<Rows> forecasts, List<Standard> standards) {
        /** @param rows makes those of truth and climatology */
        static Fields of(Dataset data, Function<FloatBuffer, Rows> rows) throws IOException {
            List<Rows> truths = data.fields("truth").stream().map(rows).toList();
            List<Rows> climatologies =
                    data.fields("climatology").stream().map(rows).toList();
            List<Standard> standards = new ArrayList<>();
            for (int i = 0; i < truths.size(); i++) {
                standards.add(new Standard(truths.get(i), climatologies.get(i), null, null));
            }
            return new Fields(
                    data.fields("forecast").stream().map(Fields::onTheHeap).toList(), standards);
        }

        private static Rows onTheHeap(FloatBuffer values) {
            float[] copy = new float[values.remaining()];
            values.duplicate().get(copy);
            return Rows.of(copy);
        }

        private static Rows besideTheHeap(FloatBuffer values) {
            FloatBuffer copy = ByteBuffer.allocateDirect(values.remaining() * Float.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            return Rows.of(copy.put(0, values, 0, values.remaining()));
        }
    }

    private Worker(Dataset data) throws IOException {
        this.data = data;
        this.inputs = Inputs.of(data);
        this.mapped = Fields.of(data, Rows::of);
        this.manifest = manifest(data.store());
    }

    /** @param arguments the directory of the data */
    public static void main(String[] arguments) throws Exception {
        Worker worker = new Worker(new Dataset(Path.of(arguments[0])));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            System.out.println(worker.millis(words[0], words.length > 1 ? words[1] : "disk"));
        }
    }

    private static Manifest manifest(Path store) throws IOException {
        Map<ObjectKey, byte[]> objects = new HashMap<>();
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                objects.put(ObjectKey.of(store.relativize(file).toString()), Files.readAllBytes(file));
            }
        }
        return Manifest.of(objects, "bench");
    }

    private double millis(String task, String where) throws Exception {
        return switch (task) {
            case "metrics" -> metrics(own(), 1);
            case "metrics-two-threads" -> metrics(own(), 2);
            case "metrics-mapped" -> metrics(mapped, 1);
            case "metrics-cached" -> cached(own());
            case "field" -> fields(where);
            case "lead" -> lead(where);
            default -> throw new IllegalArgumentException("there is no task " + task);
        };
    }

    private Fields own() throws IOException {
        if (own == null) {
            own = Fields.of(data, Fields::besideTheHeap);
        }
        return own;
    }

    /** Milliseconds a field, the fields shared out to some threads. */
    private double metrics(Fields fields, int threads) throws Exception {
        try (ExecutorService crew = Executors.newFixedThreadPool(threads)) {
            long start = System.nanoTime();
            List<Future<?>> done = Stream.iterate(0, thread -> thread < threads, thread -> thread + 1)
                    .<Future<?>>map(thread -> crew.submit(() -> metrics(fields, thread, threads)))
                    .toList();
            for (Future<?> one : done) {
                one.get();
            }
            return (System.nanoTime() - start) / 1e6 / fields.forecasts().size();
        }
    }

    /** Milliseconds for as many rows as a field has, but always the same few: the arithmetic without the memory. */
    private static double cached(Fields fields) {
        int rows = 40;
        double[] latitudes = Arrays.copyOf(Dataset.GRID.latitudes(), rows);
        Kernel kernel = new Kernel(latitudes, Dataset.COLUMNS, WeightRule.COS_1);
        Standard standard = fields.standards().getFirst();
        TruthSums truth = kernel.truth(standard);
        int repeats = 10 * Dataset.ROWS / rows;
        long start = System.nanoTime();
        for (int i = 0; i < repeats; i++) {
            Tally tally = kernel.tally(standard, truth);
            tally.all(fields.forecasts().getFirst());
            require(tally.sums().global().get(Sum.N) == rows * Dataset.COLUMNS);
        }
        return (System.nanoTime() - start) / 1e6 / repeats * Dataset.ROWS / rows;
    }

    private void metrics(Fields fields, int first, int step) {
        for (int i = first; i < fields.forecasts().size(); i += step) {
            Tally tally = inputs.kernel()
                    .tally(fields.standards().get(i), inputs.components().get(i).sums());
            tally.all(fields.forecasts().get(i));
            require(!Metrics.of(tally.sums().global()).all().isEmpty());
        }
    }

    /** Milliseconds a field that is read and measured by itself. */
    private double fields(String where) throws IOException {
        long start = System.nanoTime();
        int fields = 4;
        for (int i = 0; i < fields; i++) {
            measure(where, List.of(inputs.components().get(i)));
        }
        return (System.nanoTime() - start) / 1e6 / fields;
    }

    private double lead(String where) throws IOException {
        long start = System.nanoTime();
        measure(where, inputs.components());
        return (System.nanoTime() - start) / 1e6;
    }

    private void measure(String where, List<ComponentInputs> components) {
        ObjectReader objects =
                where.equals("disk") ? new DirectoryReader(data.store()) : new HttpObjects(URI.create(where));
        SortedMap<Integer, LeadInputs.Complete> leads = new TreeMap<>(
                Map.of(Dataset.LEAD_HOURS, new LeadInputs.Complete(inputs.grid(), inputs.kernel(), components)));
        try (Permit memory = MemoryBudget.UNLIMITED.tryTake(MEMORY).orElseThrow();
                DirectMeasurer measurer =
                        new DirectMeasurer(new VerifyingReader(manifest, objects), Dataset.START, memory)) {
            List<Measured> measured = measurer.measure(leads, failure -> false).get(Dataset.LEAD_HOURS);
            require(measured.size() == components.size() && measured.stream().allMatch(Measured::counts));
        }
    }

    private static void require(boolean held) {
        if (!held) {
            throw new IllegalStateException("the work was not done");
        }
    }
}
