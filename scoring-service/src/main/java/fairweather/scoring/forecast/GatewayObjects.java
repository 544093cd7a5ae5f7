package fairweather.scoring.forecast;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.evidence.ChangedClaim;
import fairweather.forecast.evidence.EvidenceJson;
import fairweather.forecast.evidence.IntegrityException;
import fairweather.forecast.evidence.Kind;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.forecast.zarr.Reading;
import fairweather.trace.TraceParent;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The objects of one response's frozen store, as the gateway passes them on. An exchange that breaks off is repeated
 * once; then bytes that broke off are the miner's trouble, and no answer at all is the gateway's.
 */
final class GatewayObjects implements ObjectReader {
    /** A changed claim comes with its evidence: a packed manifest in base 64. */
    private static final long PROBLEM_CAP = 2L * ChangedClaim.KEPT_BYTES;

    private static final String MINERS_HEADER = "fairweather-miner-";

    private final Gateway gateway;
    private final int responseId;
    private final Optional<TraceParent> trace;

    GatewayObjects(Gateway gateway, int responseId, Optional<TraceParent> trace) {
        this.gateway = gateway;
        this.responseId = responseId;
        this.trace = trace;
    }

    @Override
    public byte[] get(ObjectKey key, long maxBytes) {
        return bytes(key, read(key, maxBytes, false));
    }

    @Override
    public byte[] getFresh(ObjectKey key, long maxBytes) {
        return bytes(key, read(key, maxBytes, true));
    }

    private static byte[] bytes(ObjectKey key, Reading reading) {
        return reading.bytes()
                .orElseThrow(() ->
                        new FailureException(Code.INTEGRITY_CHUNK_MISSING, "the store has no object " + key));
    }

    @Override
    public Reading read(ObjectKey key, long maxBytes, boolean fresh) {
        try {
            return once(key, maxBytes, fresh);
        } catch (BrokenOff first) {
            try {
                return once(key, maxBytes, fresh);
            } catch (BrokenOff second) {
                throw second.begun
                        ? new FailureException(Code.TIMEOUT_READ, "the bytes of the object " + key + " broke off twice")
                        : new GatewayTrouble("the gateway does not answer");
            }
        }
    }

    /** The exchange ended without a whole answer. */
    private static final class BrokenOff extends Exception {
        private final boolean begun;

        BrokenOff(boolean begun, Throwable cause) {
            super(cause);
            this.begun = begun;
        }
    }

    private Reading once(ObjectKey key, long maxBytes, boolean fresh) throws BrokenOff {
        String path = "/internal/v1/responses/" + responseId + "/objects/" + key + (fresh ? "?fresh=true" : "");
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.base().resolve(path))
                .header("Authorization", gateway.authorization())
                .GET();
        trace.ifPresent(parent -> request.header(
                TraceParent.HEADER, parent.child(gateway.spans().nextLong()).toString()));
        AtomicBoolean begun = new AtomicBoolean();
        CompletableFuture<HttpResponse<byte[]>> exchange = gateway.http().sendAsync(request.build(), head -> {
            boolean bytes = head.statusCode() == 200;
            begun.set(bytes);
            long announced = head.headers().firstValueAsLong("Content-Length").orElse(-1);
            return new CappedBody(bytes ? maxBytes : PROBLEM_CAP, announced);
        });
        try {
            HttpResponse<byte[]> response = exchange.get(gateway.limit().toMillis(), TimeUnit.MILLISECONDS);
            return response.statusCode() == 200
                    ? Reading.of(gateway.clock().instant(), minersHeaders(response.headers()), response.body())
                    : refused(response);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof CappedBody.TooLong) {
                throw new FailureException(
                        Code.OVERSIZE, "the object " + key + " is larger than " + maxBytes + " bytes", failed);
            }
            if (failed.getCause() instanceof Error ours) {
                throw ours;
            }
            throw new BrokenOff(begun.get(), failed.getCause());
        } catch (TimeoutException late) {
            exchange.cancel(true);
            throw new GatewayTrouble("the gateway gave no whole answer in " + gateway.limit());
        } catch (InterruptedException stopped) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new ReadingInterrupted();
        }
    }

    /** The gateway passes some headers of the miner's answer on by names of its own. */
    private static Map<String, String> minersHeaders(HttpHeaders headers) {
        Map<String, String> miners = new TreeMap<>();
        headers.map().forEach((name, values) -> {
            if (name.toLowerCase(Locale.ROOT).startsWith(MINERS_HEADER)) {
                miners.put(name.toLowerCase(Locale.ROOT).substring(MINERS_HEADER.length()), values.getFirst());
            }
        });
        return miners;
    }

    /** A problem document names the miner's fault by its code; whatever else it is, it is about the gateway. */
    private Reading refused(HttpResponse<byte[]> response) {
        String ours = "the gateway answered " + response.statusCode();
        try {
            JsonObject problem = new JsonObject(new String(response.body(), StandardCharsets.UTF_8));
            Code code = Code.valueOf(String.valueOf(problem.getString("code")));
            String detail = problem.getString("detail", code.name());
            if (code == Code.INTEGRITY_CHUNK_MISSING) {
                return Reading.missing(gateway.clock().instant(), response.statusCode());
            }
            if (code != Code.VALIDATOR_INTERNAL && code != Code.DATABASE) {
                throw failure(code, detail, problem.getJsonObject("evidence"));
            }
            throw new GatewayTrouble(ours + ": " + detail);
        } catch (DecodeException | IllegalArgumentException | ClassCastException untyped) {
            throw new GatewayTrouble(ours);
        }
    }

    /** Of a changed claim the gateway says what it has found. */
    private static FailureException failure(Code code, String detail, JsonObject evidence) {
        if (code != Code.INTEGRITY_CHANGED_CLAIM || evidence == null) {
            return new FailureException(code, detail);
        }
        try {
            return new IntegrityException(detail, EvidenceJson.finding(Kind.CHANGED_CLAIM, evidence.encode()));
        } catch (IOException garbled) {
            throw new GatewayTrouble("the gateway's evidence cannot be understood");
        }
    }
}
