package fairweather.gateway.miner;

import fairweather.failure.FailureException;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.Manifest;
import fairweather.forecast.manifest.ManifestWriter;
import fairweather.forecast.protocol.JobIds;
import fairweather.forecast.protocol.MinerWords;
import fairweather.forecast.protocol.NonceWindow;
import fairweather.forecast.protocol.RequestSignature;
import fairweather.forecast.signature.KeyScheme;
import fairweather.forecast.signature.Signer;
import fairweather.hash.Sha256;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/**
 * A miner over real HTTP that checks every signature and every token, with a small signed store; what it answers can
 * be replaced per path.
 */
public final class FakeMiner implements AutoCloseable {
    public static final String STORE = "/forecasts/store.zarr";
    public static final byte[] CHUNK = "chunk".repeat(40_000).getBytes(StandardCharsets.US_ASCII);

    private static final AtomicInteger MINERS = new AtomicInteger();

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final KeyScheme scheme;
    private final Signer signer;
    private final NonceWindow nonces = new NonceWindow(InstantSource.system());
    private final Map<String, JsonObject> replies = new ConcurrentHashMap<>();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final Map<String, Duration> delays = new ConcurrentHashMap<>();
    private final Map<String, Consumer<HttpServerRequest>> scripts = new ConcurrentHashMap<>();
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile String token = "aaaaaaaa.first-token.cccc";
    private volatile Rows.Response response;

    /** What the miner was asked. */
    public record Request(String method, String path, Map<String, String> headers, String body) {}

    public FakeMiner() {
        this(KeyScheme.ED25519);
    }

    public FakeMiner(KeyScheme scheme) {
        this.scheme = scheme;
        byte[] seed = new byte[32];
        seed[0] = (byte) MINERS.incrementAndGet();
        signer = scheme.signer(seed, new SecureRandom());
        server = vertx.createHttpServer().requestHandler(this::receive);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        put("10u/0.0.0", CHUNK);
        put(".zmetadata", "{\"metadata\": {}}".getBytes(StandardCharsets.US_ASCII));
        sign(signer.address(), signer);
    }

    public String hotkey() {
        return signer.address();
    }

    public Signer signer() {
        return signer;
    }

    public int port() {
        return server.actualPort();
    }

    /** Seeds a response of this miner, which then answers for it. */
    public Rows.Response seeded() {
        response = Rows.response(hotkey(), "127.0.0.1", port());
        replies.put(
                MinerWords.PATH_INITIATE,
                new JsonObject().put("status", "fetch_accepted").put("job_id", jobId()));
        replies.put(MinerWords.PATH_POLL, new JsonObject().put("status", "processing"));
        return response;
    }

    public String jobId() {
        return JobIds.jobId(response.initTime(), hotkey()).toString();
    }

    public void put(String key, byte[] bytes) {
        objects.put(key, bytes);
    }

    public byte[] object(String key) {
        return objects.get(key);
    }

    /** Writes the manifest over the objects as they are. */
    public void sign(String namedSigner, Signer actualSigner) {
        Map<ObjectKey, byte[]> listed = new java.util.HashMap<>();
        objects.forEach((key, bytes) -> listed.put(ObjectKey.of(key), bytes));
        publish(ManifestWriter.write(Manifest.of(listed, namedSigner)), actualSigner);
    }

    /** Publishes any bytes as the manifest, signs them and claims their hash. */
    public void publish(byte[] manifest, Signer actualSigner) {
        objects.put("manifest.json", manifest);
        objects.put("manifest.sig", actualSigner.sign(manifest));
        claim(STORE, manifestHash());
    }

    public String manifestHash() {
        return Sha256.hex(objects.get("manifest.json"));
    }

    public void claim(String path, String hash) {
        reply(
                MinerWords.PATH_ACCESS,
                new JsonObject()
                        .put("status", "completed")
                        .put("zarr_store_url", path)
                        .put("verification_hash", hash));
    }

    public void reply(String path, JsonObject reply) {
        replies.put(path, reply);
    }

    public void answerWith(String path, int status) {
        statuses.put(path, status);
    }

    /** From the next request on, this path is answered so much later. */
    public void delay(String path, Duration delay) {
        delays.put(path, delay);
    }

    public void script(String path, Consumer<HttpServerRequest> script) {
        scripts.put(path, script);
    }

    public void unscript(String path) {
        scripts.remove(path);
    }

    public void changeToken(String newer) {
        token = newer;
    }

    public String token() {
        return token;
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public long asked(String path) {
        return requests.stream().filter(each -> each.path().equals(path)).count();
    }

    /** Records this store as frozen for the response. */
    public void frozen() {
        Rows.freeze(
                response,
                manifestHash(),
                gzip(objects.get("manifest.json")),
                objects.get("manifest.sig"),
                STORE,
                objects.size() - 2);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            Map<String, String> headers = new ConcurrentHashMap<>();
            request.headers().forEach(header -> headers.put(header.getKey().toLowerCase(), header.getValue()));
            requests.add(new Request(request.method().name(), request.path(), headers, body.toString()));
            if (delays.containsKey(request.path())) {
                vertx.setTimer(delays.get(request.path()).toMillis(), late -> answer(request, body));
            } else {
                answer(request, body);
            }
        });
    }

    private void answer(HttpServerRequest request, Buffer body) {
        Consumer<HttpServerRequest> script = scripts.get(request.path());
        if (script != null) {
            script.accept(request);
        } else if (statuses.containsKey(request.path())) {
            request.response().setStatusCode(statuses.get(request.path())).end();
        } else if (request.method().name().equals("POST")) {
            answerQuestion(request, body);
        } else {
            answerRead(request);
        }
    }

    private void answerQuestion(HttpServerRequest request, Buffer body) {
        try {
            new RequestSignature(
                            request.getHeader("validator-hotkey"),
                            request.getHeader("miner-hotkey"),
                            request.getHeader("nonce"),
                            request.getHeader("x-body-sha256"),
                            request.getHeader("signature"))
                    .verify(scheme.signatures(), nonces, hotkey(), "POST", request.uri(), body.getBytes());
        } catch (FailureException refused) {
            request.response()
                    .setStatusCode(401)
                    .end(new JsonObject().put("error", refused.getMessage()).toBuffer());
            return;
        }
        JsonObject reply = replies.getOrDefault(request.path(), new JsonObject().put("status", "not_found"))
                .copy();
        if (request.path().equals(MinerWords.PATH_ACCESS) && "completed".equals(reply.getString("status"))) {
            reply.put("access_token", token);
        }
        request.response().end(reply.toBuffer());
    }

    private void answerRead(HttpServerRequest request) {
        if (!("Bearer " + token).equals(request.getHeader("Authorization"))) {
            request.response().setStatusCode(401).end();
            return;
        }
        byte[] bytes = request.path().startsWith(STORE + "/")
                ? objects.get(request.path().substring(STORE.length() + 1))
                : null;
        if (bytes == null) {
            request.response().setStatusCode(404).end();
        } else {
            request.response().end(Buffer.buffer(bytes));
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
