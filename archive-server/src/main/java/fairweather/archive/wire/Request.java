package fairweather.archive.wire;

import java.util.Map;

/**
 * What was asked.
 *
 * @param path decoded, beginning with a slash, without the query
 * @param query as sent; empty if there is none
 * @param headers by their names, in any case
 */
public record Request(String method, String path, String query, Map<String, String> headers, byte[] body) {

    /** The path without the slash it begins with: the key of an object. */
    public String key() {
        return path.substring(1);
    }

    /** Null if it was not sent. */
    public String header(String name) {
        return headers.get(name);
    }

    public boolean head() {
        return method.equals("HEAD");
    }
}
