package fairweather.scoring.forecast;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.trace.TraceParent;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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
    private static final long PROBLEM_CAP = 64 * 1024;

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
        return read(key, maxBytes, false);
    }

    @Override
    public byte[] getFresh(ObjectKey key, long maxBytes) {
        return read(key, maxBytes, true);
    }

    private byte[] read(ObjectKey key, long maxBytes, boolean fresh) {
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

    private byte[] once(ObjectKey key, long maxBytes, boolean fresh) throws BrokenOff {
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
            return response.statusCode() == 200 ? response.body() : refused(response);
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

    /** A problem document names the miner's fault by its code; whatever else it is, it is about the gateway. */
    private static byte[] refused(HttpResponse<byte[]> response) {
        String ours = "the gateway answered " + response.statusCode();
        try {
            JsonObject problem = new JsonObject(new String(response.body(), StandardCharsets.UTF_8));
            Code code = Code.valueOf(String.valueOf(problem.getString("code")));
            if (code != Code.VALIDATOR_INTERNAL && code != Code.DATABASE) {
                throw new FailureException(code, problem.getString("detail", code.name()));
            }
            throw new GatewayTrouble(ours + ": " + problem.getString("detail"));
        } catch (DecodeException | IllegalArgumentException | ClassCastException untyped) {
            throw new GatewayTrouble(ours);
        }
    }
}
