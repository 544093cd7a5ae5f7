package fairweather.check.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.failure.FailureException;
import fairweather.failure.Sanitiser;
import fairweather.forecast.protocol.MinerWords;
import fairweather.miner.client.MinerJson;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A whole answer.
 *
 * @param length the Content-Length, if there was one
 * @param contentRange the header, or null
 */
record Answered(int status, OptionalLong length, String contentRange, byte[] body) {

    /** The JSON object; throws PROTOCOL if it is none. */
    ObjectNode json() {
        return MinerJson.parseObject(body);
    }

    /** Whether it refuses the caller. */
    boolean refusesCaller() {
        return status == 401 || status == 403;
    }

    /** Whether it blames the request: 4xx. */
    boolean refusesRequest() {
        return status >= 400 && status < 500;
    }

    /** What an error body says, if it can be read. */
    Optional<String> errorText() {
        String said = MinerJson.errorText(body);
        return said.isBlank() ? Optional.empty() : Optional.of(Sanitiser.clean(said));
    }

    /** The status word of a JSON answer; empty if there is none. */
    String word() {
        try {
            return Sanitiser.clean(json().path(MinerWords.STATUS).asText());
        } catch (FailureException unreadable) {
            return "";
        }
    }

    /** The answer in a few words. */
    String shown() {
        if (status == 200) {
            return "200" + (word().isEmpty() ? "" : " '" + word() + "'");
        }
        return status + errorText().map(said -> " (" + said + ")").orElse("");
    }
}
