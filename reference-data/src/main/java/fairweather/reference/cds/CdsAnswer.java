package fairweather.reference.cds;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import fairweather.failure.Sanitiser;
import fairweather.reference.cds.CdsTrouble.Kind;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;

/**
 * An answer of the API, read strictly. What it says of its own trouble is cut, cleaned, and without the key, whoever
 * wrote it there.
 */
record CdsAnswer(int status, JsonNode body, Duration advice, String said) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final int LONGEST_ADVICE_DIGITS = 6;

    static CdsAnswer of(HttpResponse<byte[]> response, String key) {
        JsonNode body = parsed(response.body());
        Duration advice = response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1," + LONGEST_ADVICE_DIGITS + "}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(null);
        String said = Sanitiser.clean(explanation(body).replace(key, "[KEY]"));
        return new CdsAnswer(response.statusCode(), body, advice, said);
    }

    private static JsonNode parsed(byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            return json == null ? MissingNode.getInstance() : json;
        } catch (IOException none) {
            // Such a body explains nothing; whoever needs one says so.
            return MissingNode.getInstance();
        }
    }

    /** Title, detail, and of a traceback the last line, which names the error. */
    private static String explanation(JsonNode body) {
        String[] traceback = body.path("traceback").asText("").strip().split("\n");
        return String.join(
                        " · ",
                        body.path("title").asText(""),
                        body.path("detail").asText(""),
                        traceback[traceback.length - 1])
                .replaceAll("^( · )+|( · )+$", "")
                .replaceAll("( · ){2,}", " · ");
    }

    /** The body of a success. */
    JsonNode json() {
        if (!body.isObject()) {
            throw new CdsTrouble(Kind.UNCLEAR, "the Climate Data Store's answer is no JSON object");
        }
        return body;
    }

    static String text(JsonNode json, String name) {
        JsonNode member = json.path(name);
        if (!member.isTextual()) {
            throw new CdsTrouble(Kind.UNCLEAR, "the Climate Data Store's answer has no \"" + name + "\"");
        }
        return member.textValue();
    }

    /** @throws CdsTrouble unless the request was granted */
    void requireSuccess() {
        if (status >= 200 && status < 300) {
            return;
        }
        String what = "the Climate Data Store answers " + status + (said.isEmpty() ? "" : ": " + said);
        throw new CdsTrouble(kind(), what, advice, null);
    }

    private Kind kind() {
        if (status == 429 || status == 503 || limits(said)) {
            return Kind.LIMITED;
        }
        if (status == 401) {
            return Kind.KEY_REFUSED;
        }
        if (status == 403 && speaksOfLicences()) {
            return Kind.LICENCE_NOT_ACCEPTED;
        }
        if (status == 404 || status == 410) {
            return Kind.NO_SUCH_JOB;
        }
        return status >= 400 && status < 500 ? Kind.REFUSED : Kind.UNCLEAR;
    }

    /** Whether the text says that too much is being asked for by many or by us, and not that it is wrong to ask. */
    static boolean limits(String text) {
        return text.toLowerCase(Locale.ROOT).contains("temporarily limited");
    }

    private boolean speaksOfLicences() {
        String text = said.toLowerCase(Locale.ROOT);
        return text.contains("licence") || text.contains("license");
    }
}
