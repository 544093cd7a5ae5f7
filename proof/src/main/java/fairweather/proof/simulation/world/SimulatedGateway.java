package fairweather.proof.simulation.world;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.orchestrator.fold.Response;
import fairweather.orchestrator.gateway.MinerGateway;
import fairweather.proof.simulation.store.Tables;
import fairweather.proof.simulation.time.VirtualTime;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The gateway and the miners behind it. Calls take time, which the caller must let pass. */
public final class SimulatedGateway implements MinerGateway {
    private static final int PERSISTENT = 1000;

    private final VirtualTime time;
    private final Tables tables;
    private final Miners miners;
    private final Map<Integer, Long> acceptedAt = new HashMap<>();
    private final Map<Integer, Integer> exchanges = new HashMap<>();
    private long awayUntil = -1;
    private long elapsed;

    public SimulatedGateway(VirtualTime time, Tables tables, Miners miners) {
        this.time = time;
        this.tables = tables;
        this.miners = miners;
    }

    /** Nobody answers until then. */
    public void away(long until) {
        awayUntil = Math.max(awayUntil, until);
    }

    public boolean isAway() {
        return time.now() < awayUntil;
    }

    /** The ms that the calls have taken so far. */
    public long elapsed() {
        return elapsed;
    }

    /** The ms that the calls since the last time have taken. */
    public long takeElapsed() {
        long taken = elapsed;
        elapsed = 0;
        return taken;
    }

    @Override
    public String identity() throws IOException {
        if (isAway()) {
            throw new IOException("nobody answers");
        }
        return "validator";
    }

    /** One exchange with a miner. */
    private record Exchange(Response response, long cycle, Habit habit, int n, long latencyMs) {
        Reply answer(String result, JsonObject body) {
            return new Reply.Answer(result, body, latencyMs);
        }

        Reply trouble(Code code) {
            return new Reply.Trouble(Failure.of(code, "simulated"), latencyMs, Duration.ZERO);
        }
    }

    private Exchange exchange(int responseId) {
        Response response = tables.responses().get(responseId);
        long cycle = tables.runs().get(response.runId()).initTime().getEpochSecond() / 86_400;
        int n = exchanges.merge(responseId, 1, Integer::sum);
        long latency = miners.latency(response.uid(), cycle, n);
        elapsed += latency;
        return new Exchange(response, cycle, miners.habit(response.uid(), cycle), n, latency);
    }

    private Reply.Ours away() {
        elapsed += 1000;
        return new Reply.Ours("the gateway does not answer");
    }

    @Override
    public Reply initiate(int responseId, String trace) {
        if (isAway()) {
            return away();
        }
        Exchange exchange = exchange(responseId);
        return switch (exchange.habit()) {
            case OFFLINE -> exchange.trouble(Code.UNREACHABLE);
            case REJECTING -> exchange.trouble(Code.REJECTED_IDENTITY);
            case NOT_POSTED -> exchange.trouble(Code.NOT_POSTED);
            case SHAKY -> shakes(exchange) ? exchange.trouble(Code.TIMEOUT_CONNECT) : accepted(exchange, "accepted");
            case QUICK -> accepted(exchange, "ready");
            default -> accepted(exchange, "accepted");
        };
    }

    private boolean shakes(Exchange exchange) {
        return miners.shakes(exchange.response().uid(), exchange.cycle(), exchange.n());
    }

    private Reply accepted(Exchange exchange, String result) {
        Response response = exchange.response();
        acceptedAt.putIfAbsent(response.id(), time.now());
        String job = "job-" + response.id();
        if (exchange.habit() == Habit.THIEF) {
            job = tables.ofRun(response.runId()).stream()
                    .filter(other -> other.id() != response.id())
                    .map(other -> other.state().jobId())
                    .filter(other -> other != null)
                    .findFirst()
                    .orElse(job);
        }
        return exchange.answer(result, new JsonObject().put("job_id", job));
    }

    @Override
    public Reply poll(int responseId, String trace) {
        if (isAway()) {
            return away();
        }
        Exchange exchange = exchange(responseId);
        Response response = exchange.response();
        return switch (exchange.habit()) {
            case SHAKY -> shakes(exchange) ? exchange.trouble(Code.TIMEOUT_READ) : progress(exchange);
            case BREAKING -> exchange.n() > 2 ? exchange.trouble(Code.HTTP_5XX) : word(exchange, "running", "running");
            case NONSENSE -> word(exchange, "odd", "lorem");
            case FORGETFUL -> exchange.n() == 2 ? word(exchange, "unknown_job", "unknown") : progress(exchange);
            case OFFLINE -> throw new IllegalStateException(response.id() + " was never accepted");
            default -> progress(exchange);
        };
    }

    private Reply progress(Exchange exchange) {
        Response response = exchange.response();
        long computing = miners.computing(response.uid(), exchange.cycle());
        boolean done = time.now() - acceptedAt.get(response.id()) >= computing;
        return done ? word(exchange, "done", "completed") : word(exchange, "running", "running");
    }

    private static Reply word(Exchange exchange, String result, String word) {
        return exchange.answer(result, new JsonObject().put("word", word));
    }

    @Override
    public Reply freeze(int responseId, String trace) {
        if (isAway()) {
            return away();
        }
        Exchange exchange = exchange(responseId);
        return switch (exchange.habit()) {
            case WRONG_MANIFEST -> exchange.trouble(Code.INTEGRITY_SIGNATURE);
            case LATE_MANIFEST -> exchange.n() % 4 == 0 ? frozen(exchange) : exchange.trouble(Code.NOT_READY);
            case SHAKY -> shakes(exchange) ? exchange.trouble(Code.TIMEOUT_TOTAL) : frozen(exchange);
            default -> frozen(exchange);
        };
    }

    private Reply frozen(Exchange exchange) {
        // A miner may sign anew whenever it is asked; only the first one is frozen.
        String hash = "manifest-" + exchange.response().id() + "-" + exchange.n() % PERSISTENT;
        return exchange.answer(
                "frozen",
                new JsonObject()
                        .put("manifest_hash", hash)
                        .put("manifest_gzip_base64", "")
                        .put("signature_base64", "")
                        .put("signer", exchange.response().hotkey())
                        .put("store_path", "forecast.zarr")
                        .put("file_count", 1));
    }
}
