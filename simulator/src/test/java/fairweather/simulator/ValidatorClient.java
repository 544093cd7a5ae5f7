package fairweather.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.forecast.protocol.Nonce;
import fairweather.forecast.protocol.RequestSignature;
import fairweather.forecast.signature.Signer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Speaks to a simulated miner over real HTTP as a validator does; every part of a call can be spoilt. */
final class ValidatorClient {
    static final String INITIATE = "/weather-initiate-fetch";
    static final String POLL = "/weather-poll-job-status";
    static final String ACCESS = "/weather-kerchunk-request";

    private static final Signer VALIDATOR = MinerKeys.signer(1, 1_000_000);
    private static final SplittableRandom RANDOM = new SplittableRandom(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final MinerEndpoint miner;
    private final Duration patience;

    ValidatorClient(MinerEndpoint miner) {
        this(miner, Duration.ofSeconds(30));
    }

    private ValidatorClient(MinerEndpoint miner, Duration patience) {
        this.miner = miner;
        this.patience = patience;
    }

    ValidatorClient withPatience(Duration newPatience) {
        return new ValidatorClient(miner, newPatience);
    }

    JsonNode initiate(Instant start) throws Exception {
        return JSON.readTree(call(INITIATE, initiation(start)).body());
    }

    JsonNode poll(String jobId) throws Exception {
        return JSON.readTree(call(POLL, job(jobId)).body());
    }

    JsonNode access(String jobId) throws Exception {
        return JSON.readTree(call(ACCESS, job(jobId)).body());
    }

    /** Initiates, polls until the forecast is completed and asks for access. */
    JsonNode finish(Instant start) throws Exception {
        JsonNode first = initiate(start);
        String jobId = first.path("job_id").asText();
        for (int i = 0; i < 20 && !first.path("status").asText().equals("completed"); i++) {
            first = poll(jobId);
        }
        return access(jobId);
    }

    HttpResponse<byte[]> call(String path, ObjectNode body) throws IOException, InterruptedException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        return send(path, signedHeaders(path, bytes), bytes);
    }

    HttpResponse<byte[]> send(String path, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .header("content-type", "application/json");
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Reads {@code /forecasts/…}; a null token sends none. */
    HttpResponse<byte[]> get(String path, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).GET();
        if (token != null) {
            request.header("authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The length that a HEAD request for {@code /forecasts/…} is answered with. */
    long head(String path, String token) throws IOException, InterruptedException {
        HttpRequest head =
                request(path).HEAD().header("authorization", "Bearer " + token).build();
        return http.send(head, HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValueAsLong("content-length")
                .orElse(-1);
    }

    /** The object of a store that must be there. */
    byte[] object(JsonNode access, String key) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = get(
                access.path("zarr_store_url").asText() + "/" + key,
                access.path("access_token").asText());
        if (response.statusCode() != 200) {
            throw new AssertionError(key + " is answered " + response.statusCode());
        }
        return response.body();
    }

    Map<String, String> signedHeaders(String path, byte[] body) {
        Nonce nonce = Nonce.create(InstantSource.system(), RANDOM);
        return new TreeMap<>(RequestSignature.sign(VALIDATOR, miner.hotkey(), "POST", path, body, nonce)
                .headers());
    }

    static ObjectNode initiation(Instant start) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("data")
                .put("forecast_start_time", start.toString())
                .put("previous_step_time", start.minus(Duration.ofHours(6)).toString());
        return body;
    }

    static ObjectNode job(String jobId) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("data").put("job_id", jobId);
        return body;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + miner.ip() + ":" + miner.port() + path))
                .timeout(patience);
    }
}
