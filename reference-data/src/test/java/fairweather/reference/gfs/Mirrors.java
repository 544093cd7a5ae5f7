package fairweather.reference.gfs;

import fairweather.archive.ArchiveServer;
import fairweather.archive.gfs.GfsLayout;
import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.ReferenceSource;
import fairweather.reference.object.HttpPatience;
import fairweather.reference.object.HttpSettings;
import fairweather.reference.object.ObjectStores;
import fairweather.reference.object.Timing;
import fairweather.reference.object.Transfers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Mirrors of the GFS on one server, asked over HTTP. Pauses take no time. */
final class Mirrors implements AutoCloseable {
    static final Instant NOW = Instant.parse("2018-10-20T00:00:00Z");

    final ArchiveServer server = ArchiveServer.start();

    private final ObjectStores stores;

    Mirrors() {
        this(HttpPatience.DEFAULT.stall());
    }

    /** @param stall after which a mirror that gives nothing is given up */
    Mirrors(Duration stall) {
        HttpPatience patience = HttpPatience.DEFAULT.withAttempts(2).withStall(stall);
        HttpSettings settings = HttpSettings.DEFAULT.withPlainHttp(true).withPatience(patience);
        stores = new ObjectStores(settings, new SkippedPauses(), new Random(1), Transfers.UNHEARD);
    }

    GfsLayout layout(String name) {
        return new GfsLayout(server, name);
    }

    GfsMirror mirror(String name) {
        return keeping(name, null);
    }

    /** One that forgets. */
    GfsMirror keeping(String name, Duration keeps) {
        return new GfsMirror(name, stores.open(server.url(name).toString()), keeps);
    }

    /** One that is no server. */
    GfsMirror mirror(String name, Path directory) {
        return new GfsMirror(name, stores.open(directory.toUri().toString()), null);
    }

    GfsSource source(GfsSettings settings, String... names) {
        return source(settings, Stream.of(names).map(this::mirror).toList());
    }

    GfsSource source(GfsSettings settings, List<GfsMirror> mirrors) {
        return new GfsSource(settings, mirrors, InstantSource.fixed(NOW));
    }

    /** What the source answers, in its order. */
    static Map<FieldKey, Readiness> answers(ReferenceSource source, Collection<FieldKey> keys) {
        Map<FieldKey, Readiness> answers = new LinkedHashMap<>();
        source.readAll(keys, (key, answer) -> {
            if (answers.put(key, answer) != null) {
                throw new AssertionError("answered twice: " + key);
            }
        });
        return answers;
    }

    /** Bytes of the bodies that were sent of the data, without the indexes. */
    long dataBytes() {
        return server.asked().stream()
                .filter(ask -> !ask.key().endsWith(".idx"))
                .mapToLong(ask -> ask.bytesSent())
                .sum();
    }

    @Override
    public void close() {
        stores.close();
        server.close();
    }

    /** Time goes on by itself, and a pause is over at once. */
    private static final class SkippedPauses implements Timing {
        private final AtomicLong skipped = new AtomicLong();

        @Override
        public Instant now() {
            return NOW.plusNanos(skipped.get());
        }

        @Override
        public long nanos() {
            return System.nanoTime() + skipped.get();
        }

        @Override
        public void pause(Duration time) {
            skipped.addAndGet(time.toNanos());
        }
    }
}
