package fairweather.orchestrator.gateway;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.forecast.evidence.Attestation;
import fairweather.trace.TraceParent;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Asks the miner gateway to speak to a miner. Only a typed reply of the gateway says anything about the miner; no reply,
 * or one about the gateway itself, is our own trouble.
 */
public final class GatewayClient implements MinerGateway, MinerProbe, EvidenceSigner {
    /** How much longer than the miner's deadline the gateway may take. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** All phases of a probe of a miner that uses each one's limit up. */
    private static final Duration PROBE = Duration.ofMinutes(9);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;
    private final String authorization;
    private final RandomGenerator spans;

    /**
     * @param authorization the header that bears the services' secret
     * @param spans gives each call the id of its span
     */
    public GatewayClient(URI base, String authorization, RandomGenerator spans) {
        this.base = base;
        this.authorization = authorization;
        this.spans = spans;
    }

    @Override
    public Reply initiate(int responseId, String trace) {
        return call(responseId, trace, "initiate", Duration.ofSeconds(30));
    }

    @Override
    public Reply poll(int responseId, String trace) {
        return call(responseId, trace, "poll", Duration.ofSeconds(15));
    }

    @Override
    public Reply freeze(int responseId, String trace) {
        return call(responseId, trace, "freeze", Duration.ofSeconds(165));
    }

    @Override
    public String identity() throws IOException {
        HttpResponse<String> response = send(HttpRequest.newBuilder(base.resolve("/internal/v1/identity"))
                .timeout(Duration.ofSeconds(5))
                .GET());
        requireOk(response);
        try {
            String hotkey = new JsonObject(response.body()).getString("hotkey");
            if (hotkey == null) {
                throw new IOException("the gateway does not say who it is");
            }
            return hotkey;
        } catch (DecodeException | ClassCastException unusable) {
            throw new IOException("no usable reply of the gateway", unusable);
        }
    }

    @Override
    public Attestation attest(String sha256) throws IOException {
        JsonObject wish = new JsonObject().put("sha256", sha256);
        HttpResponse<String> response = send(HttpRequest.newBuilder(base.resolve("/internal/v1/attest"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(wish.encode())));
        requireOk(response);
        try {
            JsonObject signed = new JsonObject(response.body());
            String signature = signed.getString("signature_base64");
            if (signature == null) {
                throw new IOException("the gateway signs nothing");
            }
            return new Attestation(
                    signed.getString("scheme"),
                    signed.getString("address"),
                    Base64.getDecoder().decode(signature),
                    null);
        } catch (DecodeException | ClassCastException | IllegalArgumentException unusable) {
            throw new IOException("no usable reply of the gateway", unusable);
        }
    }

    @Override
    public JsonObject probe(int uid, Optional<Instant> cycle) throws IOException, NoSuchMiner {
        JsonObject body = new JsonObject();
        cycle.ifPresent(start -> body.put("cycle", start.toString()));
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(base.resolve("/internal/v1/miners/" + uid + "/probe"))
                        .timeout(PROBE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.encode())));
        if (response.statusCode() == 404) {
            throw new NoSuchMiner(uid);
        }
        requireOk(response);
        try {
            return new JsonObject(response.body());
        } catch (DecodeException unusable) {
            throw new IOException("no usable reply of the gateway", unusable);
        }
    }

    private Reply call(int responseId, String trace, String operation, Duration deadline) {
        JsonObject body = new JsonObject().put("deadline_ms", deadline.toMillis());
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        base.resolve("/internal/v1/responses/" + responseId + "/" + operation))
                .timeout(deadline.plus(MARGIN))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()));
        TraceParent.parse(trace)
                .ifPresent(parent -> request.header(
                        TraceParent.HEADER, parent.child(spans.nextLong()).toString()));
        try {
            HttpResponse<String> response = send(request);
            if (response.statusCode() != 200) {
                return new Reply.Ours("the gateway answered " + response.statusCode());
            }
            return reply(new JsonObject(response.body()));
        } catch (IOException | DecodeException | IllegalArgumentException | ClassCastException failure) {
            return new Reply.Ours("no usable reply of the gateway: " + failure);
        }
    }

    private static Reply reply(JsonObject body) {
        String result = body.getString("result");
        Long latency = body.getLong("latency_ms");
        if (result == null) {
            return new Reply.Ours("the gateway's reply has no result");
        }
        if (!result.equals("failed")) {
            return new Reply.Answer(result, body, latency);
        }
        Code code = Code.valueOf(body.getString("code"));
        if (code == Code.VALIDATOR_INTERNAL) {
            return new Reply.Ours(body.getString("detail"));
        }
        Long patience = body.getLong("retry_after_seconds");
        Duration retryAfter = patience == null ? Duration.ZERO : Duration.ofSeconds(patience);
        return new Reply.Trouble(Failure.of(code, body.getString("detail")), latency, retryAfter);
    }

    private static void requireOk(HttpResponse<String> response) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException("the gateway answered " + response.statusCode());
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(
                    request.header("Authorization", authorization).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
