package fairweather.archive;

import fairweather.archive.wire.Answer;
import fairweather.archive.wire.Handler;
import fairweather.archive.wire.Request;
import fairweather.archive.wire.WireServer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Objects by keys over HTTP on 127.0.0.1, as a public bucket gives them to anonymous readers: GET and HEAD, one range,
 * If-Match, ETag (MD5 in quotes), Last-Modified. A key is the path without its first slash. Everything that is asked is
 * recorded before it is answered. Faults are by keys: {@code *} stands for characters of one part of a key, {@code **}
 * for any.
 *
 * <p>Safe for use by several threads; keeps no process alive.
 */
public final class ArchiveServer implements AutoCloseable {
    private final Holdings holdings = new Holdings(InstantSource.system());
    private final FaultPlan faults = new FaultPlan();
    private final Journal journal = new Journal();
    private final NavigableMap<String, Handler> handlers = new ConcurrentSkipListMap<>();
    private final Replacements replacements = new Replacements();
    private final WireServer wire;
    private volatile String retryAfter = "1";

    private ArchiveServer(int port) {
        wire = new WireServer(port, this::answer, journal);
    }

    /** On a free port. */
    public static ArchiveServer start() {
        return start(0);
    }

    public static ArchiveServer start(int port) {
        ArchiveServer server = new ArchiveServer(port);
        server.wire.start();
        return server;
    }

    /** The address of a key, or of a prefix of keys, just as given: with a slash at its end if the prefix has one. */
    public URI url(String prefix) {
        try {
            return new URI("http", null, "127.0.0.1", wire.port(), "/" + prefix, null, null);
        } catch (URISyntaxException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /** Serves the files of a directory, and nothing outside it, under {@code prefix/}; a later look sees later files. */
    public void mount(String prefix, Path directory) {
        holdings.mount(prefix, directory);
    }

    /** Puts an object, also over a mounted file or an earlier object. */
    public void put(String key, byte[] bytes) {
        holdings.put(key, bytes.clone());
    }

    /** Puts a file as an object; its bytes are read when they are asked for. */
    public void put(String key, Path file) {
        holdings.put(key, file);
    }

    /** Takes an object away, also a mounted one. */
    public void remove(String key) {
        holdings.remove(key);
    }

    /** Undoes {@link #put} and {@link #remove}: what is mounted shows again. */
    public void restore(String key) {
        holdings.restore(key);
    }

    /** Once the object has been answered with the bytes it has now, it has these. */
    public void replaceAfterAnswer(String key, byte[] bytes) {
        replacements.give(key, bytes.clone());
        faults.add(key, Fault.REPLACED, 1);
    }

    /** Has requests below {@code prefix/} answered by code; faults and the record apply to them as well. */
    public void handle(String prefix, Handler handler) {
        handlers.put(Holdings.directoryPrefix(prefix), handler);
    }

    public void fail(String keyGlob, Fault fault) {
        fail(keyGlob, fault, Integer.MAX_VALUE);
    }

    /** For so many requests. Of several faults for a key the first ordered comes first, then the next. */
    public void fail(String keyGlob, Fault fault, int times) {
        faults.add(keyGlob, fault, times);
    }

    /** Ends all faults. An object that was replaced stays so. */
    public void heal() {
        faults.heal();
        replacements.forget();
    }

    /** The pause between two bytes that {@link Fault#DRIP}; ten seconds unless told otherwise. */
    public void dripEvery(Duration pause) {
        wire.dripEvery(pause);
    }

    /** What {@link Fault#RATE_LIMITED} says: seconds or a date; one second unless told otherwise. */
    public void retryAfter(String value) {
        retryAfter = value;
    }

    /** In the order in which the answers began. */
    public List<Ask> asked() {
        return journal.asked();
    }

    /** Bytes of all bodies. */
    public long bytesSent() {
        return asked().stream().mapToLong(Ask::bytesSent).sum();
    }

    /** Requests for such keys, whatever their method and their answer. */
    public long count(String keyGlob) {
        Glob keys = new Glob(keyGlob);
        return asked().stream().filter(ask -> keys.matches(ask.key())).count();
    }

    /** Begins the record anew. */
    public void forget() {
        journal.forget();
    }

    @Override
    public void close() {
        wire.close();
    }

    private Answer answer(Request request) {
        Fault.Truth honest = truth(request);
        Optional<Fault> fault = faults.next(request.key());
        Answer answer =
                fault.map(one -> one.answer(request.key(), honest, retryAfter)).orElseGet(honest::answer);
        if (fault.equals(Optional.of(Fault.REPLACED))) {
            replacements.replace(request.key(), holdings);
        }
        return answer;
    }

    private Fault.Truth truth(Request request) {
        return new Fault.Truth() {
            @Override
            public Answer answer() {
                return honest(request, true);
            }

            @Override
            public Answer whole() {
                return honest(request, false);
            }
        };
    }

    private Answer honest(Request request, boolean ranges) {
        return handler(request.key())
                .map(handler -> handler.answer(request))
                .orElseGet(() -> Bucket.answer(request, holdings.find(request.key()), ranges));
    }

    private Optional<Handler> handler(String key) {
        return handlers.descendingMap().entrySet().stream()
                .filter(entry -> key.startsWith(entry.getKey()))
                .findFirst()
                .map(Map.Entry::getValue);
    }
}
