package fairweather.gateway.rest;

import fairweather.failure.Sanitiser;
import fairweather.miner.client.Answer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** The few headers of a miner's answer that may matter in a dispute, passed on by names of their own. */
final class MinersHeaders {
    static final String PREFIX = "Fairweather-Miner-";

    private static final List<String> NAMES =
            List.of("Date", "ETag", "Last-Modified", "Content-Length", "Content-Type", "Server");
    private static final int LONGEST = 100;

    private MinersHeaders() {}

    static void pass(Answer answer, HttpServerResponse out) {
        for (String name : NAMES) {
            String value = answer.header(name);
            if (value != null) {
                out.putHeader(PREFIX + name, text(value));
            }
        }
    }

    /** Printable ASCII, without addresses and whatever looks like a secret. */
    private static String text(String value) {
        String clean = Sanitiser.clean(value).replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean;
    }
}
