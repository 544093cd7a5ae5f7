package fairweather.reference.object;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A scripted server and a store of it. */
final class Mirror implements AutoCloseable {
    static final byte[] TEN = "0123456789".getBytes(StandardCharsets.US_ASCII);
    static final HttpSettings PLAIN = HttpSettings.DEFAULT.withPlainHttp(true);

    final ScriptedServer server;
    final OwnTime time = new OwnTime();
    final List<Transfer> transfers = new CopyOnWriteArrayList<>();
    final ObjectStores stores;
    final ObjectStore store;

    private Mirror(ScriptedServer server, HttpSettings settings, Timing timing, SecretHeaders headers) {
        this.server = server;
        this.stores = new ObjectStores(settings, timing == null ? time : timing, new Random(1), transfers::add);
        this.store = stores.open(server.url(), headers);
    }

    static Mirror of(ScriptedServer.Answer... answers) throws IOException {
        return new Mirror(new ScriptedServer(answers), PLAIN, null, SecretHeaders.NONE);
    }

    /** Whose time is the machine's. */
    static Mirror real(HttpPatience patience, ScriptedServer.Answer... answers) throws IOException {
        Timing timing = Timing.real(InstantSource.system());
        return new Mirror(new ScriptedServer(answers), PLAIN.withPatience(patience), timing, SecretHeaders.NONE);
    }

    static Mirror limited(HostLimits limits, ScriptedServer.Answer... answers) throws IOException {
        return new Mirror(new ScriptedServer(answers), PLAIN.withLimits(limits), null, SecretHeaders.NONE);
    }

    static Mirror secret(SecretHeaders headers, ScriptedServer.Answer... answers) throws IOException {
        return new Mirror(new ScriptedServer(answers), PLAIN, null, headers);
    }

    ObjectTrouble trouble(Function<ObjectStore, ?> question) {
        return catchThrowableOfType(ObjectTrouble.class, () -> question.apply(store));
    }

    ObjectTrouble.Kind kind(Function<ObjectStore, ?> question) {
        return trouble(question).kind();
    }

    List<String> outcomes() {
        return transfers.stream().map(Transfer::outcome).toList();
    }

    @Override
    public void close() {
        stores.close();
        server.close();
    }
}
