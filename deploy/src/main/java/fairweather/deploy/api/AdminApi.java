package fairweather.deploy.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The part of the admin API that the launcher uses. Every method throws {@link Unavailable} when asking again later
 * may help (no connection, no answer in time, a 5xx), and {@link Refused} when it will not.
 */
public final class AdminApi implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final URI base;

    public AdminApi(URI base) {
        this.base = base;
    }

    /** The service is not there, or not well. */
    public static final class Unavailable extends IOException {
        Unavailable(String message) {
            super(message);
        }

        Unavailable(IOException cause) {
            super(cause);
        }
    }

    /** The service understood and said no; the message is its own. */
    public static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message);
        }
    }

    public URI base() {
        return base;
    }

    public void importMiners(List<Miner> miners, String actor, String reason) throws Unavailable {
        ObjectNode body = signed(actor, reason);
        for (Miner miner : miners) {
            // The trouble a miner will make is the fleet's own business: the system must find it out.
            body.withArray("miners")
                    .addObject()
                    .put("uid", miner.uid())
                    .put("hotkey", miner.hotkey())
                    .put("ip", miner.ip())
                    .put("port", miner.port())
                    .put("label", miner.label());
        }
        send(post("/api/v1/miners/import", body));
    }

    /** Opens a run, or finds the live one of the series and cycle; returns its id. */
    public long openRun(String series, String cycle, String actor, String reason) throws Unavailable {
        ObjectNode body = signed(actor, reason).put("series", series).put("cycle", cycle);
        body.putNull("uids");
        JsonNode id = send(post("/api/v1/runs", body)).path("id");
        if (!id.canConvertToLong()) {
            throw new Refused("the answer to the new run has no id");
        }
        return id.longValue();
    }

    public RunView run(long id) throws Unavailable {
        return read(send(get("/api/v1/runs/" + id)), RunView.class);
    }

    public Board board(long id) throws Unavailable {
        return read(send(get("/api/v1/runs/" + id + "/board")), Board.class);
    }

    /** All pairs of near-duplicate forecasts that were found so far. */
    public List<Pair> pairs(long id) throws Unavailable {
        String path = "/api/v1/runs/" + id + "/kinship?limit=200";
        List<Pair> pairs = new ArrayList<>();
        String next = null;
        do {
            JsonNode page = send(get(next == null ? path : path + "&after=" + next));
            for (JsonNode each : page.path("items")) {
                pairs.add(read(each, Pair.class));
            }
            next = page.path("next").asText(null);
        } while (next != null);
        return pairs;
    }

    /** How many rows each invariant's view has, by its name; all of them should be 0. */
    public Map<String, Long> invariantViolations() throws Unavailable {
        JsonNode answer = send(get("/api/v1/invariants"));
        JsonNode list = answer.isArray() ? answer : answer.path("invariants");
        Map<String, Long> violations = new TreeMap<>();
        for (JsonNode each : list) {
            if (!each.path("violations").canConvertToLong()) {
                throw new Refused("an invariant is shown without its number of violations: " + each);
            }
            violations.put(each.path("name").asText(), each.path("violations").longValue());
        }
        if (violations.isEmpty()) {
            throw new Refused("no invariants are shown");
        }
        return violations;
    }

    private static ObjectNode signed(String actor, String reason) {
        return Json.MAPPER.createObjectNode().put("actor", actor).put("reason", reason);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(LIMIT).header("Accept", "application/json");
    }

    private HttpRequest get(String path) {
        return request(path).GET().build();
    }

    private HttpRequest post(String path, ObjectNode body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
    }

    private JsonNode send(HttpRequest request) throws Unavailable {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            int status = response.statusCode();
            if (status >= 500) {
                throw new Unavailable(request.uri().getPath() + " answered " + status);
            }
            JsonNode body = Json.MAPPER.readTree(response.body());
            if (status >= 400) {
                throw new Refused(request.uri().getPath() + " answered " + status + ": "
                        + body.path("detail").asText(body.path("title").asText("no reason given")));
            }
            return body;
        } catch (Unavailable unavailable) {
            throw unavailable;
        } catch (IOException broken) {
            throw new Unavailable(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Unavailable(new InterruptedIOException("interrupted"));
        }
    }

    private static <T> T read(JsonNode node, Class<T> type) {
        try {
            return Json.MAPPER.treeToValue(node, type);
        } catch (IOException | IllegalArgumentException unexpected) {
            throw new Refused("the answer is not a " + type.getSimpleName() + ": " + unexpected.getMessage());
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
