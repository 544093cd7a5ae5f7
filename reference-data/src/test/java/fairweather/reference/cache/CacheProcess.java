package fairweather.reference.cache;

import fairweather.reference.FieldKey;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.reference.ReferenceSource;
import fairweather.reference.Substitution;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process of its own with a field cache. It says "ready", does what a line of its input says and says how that ended:
 * {@code fetch} the fields of two flights of a day, {@code write} fields without end, {@code take} a lease.
 */
final class CacheProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;

    /** @param served where the objects are, one a field */
    CacheProcess(Path cache, URI served) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CacheProcess.class.getName(),
                        cache.toString(),
                        served.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        said = process.inputReader(StandardCharsets.UTF_8);
    }

    void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** The next line that it says; null if it has ended. */
    String hear() throws IOException {
        return said.readLine();
    }

    /** Kill -9, and waits for the end. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Asks the test's server for an object before it gives a field. */
    private record Served(URI root) implements ReferenceSource {
        @Override
        public String id() {
            return "weather";
        }

        @Override
        public Readiness read(FieldKey key) {
            try {
                root.resolve(key.fileName()).toURL().openStream().close();
                return Weather.field(key);
            } catch (IOException trouble) {
                return new Readiness.NotYet(trouble.getMessage());
            }
        }

        @Override
        public boolean current(FieldKey key, Provenance provenance) {
            return true;
        }

        @Override
        public List<Substitution> substitutions() {
            return List.of();
        }
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        FieldCache cache = FieldCache.open(directory);
        Served source = new Served(URI.create(arguments[1]));
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            switch (words[0]) {
                case "fetch" -> System.out.println(outcome(cache.fetchAll(later(Integer.parseInt(words[1])), source)));
                case "write" -> writeWithoutEnd(cache);
                case "take" ->
                    System.out.println(new Leases(directory.resolve("leases"), Machine.real())
                            .take(words[1])
                            .isPresent());
                default -> throw new IllegalArgumentException(order);
            }
        }
    }

    /** The fields of two flights, so many days later. */
    private static List<FieldKey> later(int days) {
        return Weather.TWO_FLIGHTS.stream()
                .map(key -> FieldKey.truth(
                        key.variable(), key.level(), key.validTime().plus(Duration.ofDays(days))))
                .toList();
    }

    /** How many fields came, and how many did not. */
    private static String outcome(Map<FieldKey, Readiness> answers) {
        List<FieldKey> ready = new ArrayList<>();
        answers.forEach((key, answer) -> {
            if (answer instanceof Readiness.Ready field
                    && field.sha256().equals(Weather.field(key).sha256())) {
                ready.add(key);
            }
        });
        return ready.size() + " of " + answers.size();
    }

    private static void writeWithoutEnd(FieldCache cache) {
        Weather weather = new Weather(key -> System.out.println(key.fileName()));
        for (int hour = 0; ; hour++) {
            cache.fetch(FieldKey.truth("2t", null, Weather.TIME.plus(Duration.ofHours(hour))), weather);
        }
    }
}
