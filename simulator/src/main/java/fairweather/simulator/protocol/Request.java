package fairweather.simulator.protocol;

import java.util.Map;

/**
 * One HTTP request, as far as the protocol looks at it.
 *
 * @param target path with the raw query, as it was sent
 * @param headers by lower-case name
 */
public record Request(String method, String target, Map<String, String> headers, byte[] body) {

    /** The path without the query, as it was sent (the protocol's paths need no percent-encoding). */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
