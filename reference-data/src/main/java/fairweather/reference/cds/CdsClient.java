package fairweather.reference.cds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.reference.cds.CdsTrouble.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.util.regex.Pattern;

/**
 * The API of the Climate Data Store, one exchange a call and none repeated: whoever remembers the requests also knows
 * when to try again. Redirects are not followed, so that the key goes nowhere else. Blocks for at most
 * {@link CdsPatience#EXCHANGE}.
 */
final class CdsClient implements AutoCloseable {
    private static final Pattern JOB = Pattern.compile("[A-Za-z0-9-]{1,128}");

    private final CdsCredentials credentials;
    private final String userAgent;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CdsPatience.CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    CdsClient(CdsCredentials credentials, String userAgent) {
        this.credentials = credentials;
        this.userAgent = userAgent;
    }

    /**
     * Submits a request; the job may already be ending.
     *
     * @throws CdsTrouble of kind {@link Kind#UNCLEAR} if it may have been submitted all the same
     */
    CdsJob submit(CdsRequest request) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("inputs", request.inputs());
        HttpRequest.Builder post = to("/retrieve/v1/processes/"
                        + request.dataset().id() + "/execution")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        return job(exchange(post));
    }

    /** How the job stands. */
    CdsJob job(String id) {
        return job(exchange(to("/retrieve/v1/jobs/" + id).GET()));
    }

    private static CdsJob job(CdsAnswer answer) {
        JsonNode json = answer.json();
        String id = CdsAnswer.text(json, "jobID");
        if (!JOB.matcher(id).matches()) {
            throw new CdsTrouble(Kind.UNCLEAR, "the Climate Data Store gives a job an id that is none");
        }
        return CdsJob.of(id, CdsAnswer.text(json, "status"));
    }

    /** Where the result of a successful job is. */
    CdsAsset result(String id) {
        URI address = address("/retrieve/v1/jobs/" + id + "/results");
        JsonNode value = exchange(HttpRequest.newBuilder(address).GET())
                .json()
                .path("asset")
                .path("value");
        JsonNode bytes = value.path("file:size");
        if (!bytes.isIntegralNumber() || !bytes.canConvertToLong()) {
            throw new CdsTrouble(Kind.UNCLEAR, "the Climate Data Store does not say how large a result is");
        }
        JsonNode checksum = value.path("file:checksum");
        try {
            URI href = address.resolve(CdsAnswer.text(value, "href"));
            return new CdsAsset(
                    href,
                    bytes.longValue(),
                    value.path("type").asText(""),
                    checksum.isTextual() ? checksum.textValue() : null);
        } catch (IllegalArgumentException malformed) {
            throw new CdsTrouble(Kind.UNCLEAR, "the Climate Data Store gives no address of a result", null, malformed);
        }
    }

    /** What the provider says about why a job came to nothing; empty if it says nothing. */
    String reason(String id) {
        try {
            exchange(to("/retrieve/v1/jobs/" + id + "/results").GET());
            return "";
        } catch (CdsTrouble said) {
            return said.getMessage();
        }
    }

    /** Removes a job and its result, out of courtesy: nothing depends on it, and what stays expires by itself. */
    void discard(String id) {
        try {
            exchange(to("/retrieve/v1/jobs/" + id).DELETE());
        } catch (CdsTrouble unwilling) {
            return;
        }
    }

    /** Asks for nothing but whether the key is good. */
    void verifyKey() {
        exchange(to("/profiles/v1/account/verification/pat").POST(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(address(path));
    }

    private URI address(String path) {
        return URI.create(credentials.url() + path);
    }

    private CdsAnswer exchange(HttpRequest.Builder request) {
        request.timeout(CdsPatience.EXCHANGE)
                .header("PRIVATE-TOKEN", credentials.key())
                .header("Accept", "application/json")
                .header("User-Agent", userAgent);
        CdsAnswer answer = send(request.build());
        answer.requireSuccess();
        return answer;
    }

    private CdsAnswer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = http.send(
                    request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), CdsPatience.MOST_ANSWER_BYTES));
            return CdsAnswer.of(response, credentials.key());
        } catch (ConnectException | HttpConnectTimeoutException | UnresolvedAddressException absent) {
            throw new CdsTrouble(Kind.UNREACHABLE, "the Climate Data Store cannot be reached", null, absent);
        } catch (IOException trouble) {
            throw new CdsTrouble(Kind.UNCLEAR, "the Climate Data Store did not answer", null, trouble);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CdsTrouble(Kind.UNCLEAR, "interrupted while asking the Climate Data Store", null, stopped);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
