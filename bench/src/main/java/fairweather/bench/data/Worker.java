package fairweather.bench.data;

import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.cache.FieldCache;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Our side of the benchmark, in a process of its own. Answers lines {@code TASK} with milliseconds; {@code check TASK
 * FILE} with the largest difference between our values and the file's, as a part of the range of a field's values. Every
 * task begins with new connections, new sources and an empty cache.
 */
public final class Worker {
    private final Path directory;
    private final String url;
    private final Facts facts;

    private Worker(Path directory, String url) throws IOException {
        this.directory = directory;
        this.url = url;
        this.facts = Facts.of(directory);
    }

    /** @param arguments the directory of the data, and where it is served */
    public static void main(String[] arguments) throws IOException {
        Worker worker = new Worker(Path.of(arguments[0]), arguments[1]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            System.out.println(
                    words[0].equals("check")
                            ? worker.difference(Subject.valueOf(words[1]), Path.of(words[2]))
                            : worker.millis(words[0]));
        }
    }

    private double millis(String task) throws IOException {
        System.gc();
        return switch (task) {
            case "gfs" -> fields(Subject.GFS);
            case "gfs-cached" -> cached(Subject.GFS);
            case "arco" -> fields(Subject.ARCO);
            case "arco-cached" -> cached(Subject.ARCO);
            case "wb2" -> fields(Subject.CLIMATOLOGY);
            case "wb2-cached" -> cached(Subject.CLIMATOLOGY);
            case "open" -> opened();
            case "open-checked" -> openedAtFirstSight();
            default -> throw new IllegalArgumentException("there is no task " + task);
        };
    }

    private double fields(Subject subject) {
        int[] ready = {0};
        long start = System.nanoTime();
        for (int i = 0; i < facts.repeats(subject); i++) {
            read(subject, field -> ready[0]++);
        }
        double millis = since(start) / facts.repeats(subject);
        require(ready[0] == subject.fields() * facts.repeats(subject));
        return millis;
    }

    private void read(Subject subject, Consumer<Field> taker) {
        try (Providers providers = new Providers(url, facts)) {
            providers.source(subject).readAll(Wanted.of(subject), (key, answer) -> taker.accept(field(answer)));
        }
    }

    private double cached(Subject subject) throws IOException {
        double millis = 0;
        for (int i = 0; i < facts.repeats(subject); i++) {
            Path cache = Files.createTempDirectory(directory, "cache");
            try (Providers providers = new Providers(url, facts)) {
                long start = System.nanoTime();
                FieldCache.open(cache)
                        .fetchAll(Wanted.of(subject), providers.source(subject))
                        .values()
                        .forEach(Worker::field);
                millis += since(start);
            } finally {
                Inputs.remove(cache);
            }
        }
        return millis / facts.repeats(subject);
    }

    /** As every process but the first one, or every time but the first, has a field of the cache. */
    private double opened() throws IOException {
        FieldCache cache = cacheOfOne();
        long start = System.nanoTime();
        for (int i = 0; i < facts.repeats(Subject.CACHED); i++) {
            require(values(cache).length == facts.grid().points());
        }
        return since(start) / facts.repeats(Subject.CACHED);
    }

    private double openedAtFirstSight() throws IOException {
        cacheOfOne();
        List<FieldCache> unseeing = Stream.generate(() -> FieldCache.open(one()))
                .limit(facts.repeats(Subject.CACHED))
                .toList();
        long start = System.nanoTime();
        for (FieldCache cache : unseeing) {
            require(values(cache).length == facts.grid().points());
        }
        return since(start) / facts.repeats(Subject.CACHED);
    }

    private static float[] values(FieldCache cache) {
        return cache.find(Wanted.of(Subject.CACHED).getFirst(), "arco")
                .orElseThrow()
                .field()
                .values();
    }

    private FieldCache cacheOfOne() throws IOException {
        boolean made = Files.isDirectory(one());
        FieldCache cache = FieldCache.open(one());
        if (!made) {
            try (Providers providers = new Providers(url, facts)) {
                field(cache.fetchAll(Wanted.of(Subject.CACHED), providers.source(Subject.CACHED))
                        .get(Wanted.of(Subject.CACHED).getFirst()));
            }
        }
        return cache;
    }

    private Path one() {
        return directory.resolve("one-field");
    }

    private double difference(Subject subject, Path file) throws IOException {
        Map<FieldKey, Field> fields = new HashMap<>();
        read(subject, field -> fields.put(key(subject, field), field));
        return Difference.largest(Wanted.of(subject).stream().map(fields::get).toList(), file);
    }

    private static FieldKey key(Subject subject, Field field) {
        return Wanted.of(subject).stream()
                .filter(key -> key.variable().equals(field.variable()) && Objects.equals(key.level(), field.level()))
                .findFirst()
                .orElseThrow();
    }

    private static Field field(Readiness answer) {
        if (answer instanceof Ready ready) {
            return ready.field();
        }
        throw new IllegalStateException("a field cannot be read: " + answer);
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static void require(boolean held) {
        if (!held) {
            throw new IllegalStateException("the work was not done");
        }
    }
}
