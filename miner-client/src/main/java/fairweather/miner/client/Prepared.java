package fairweather.miner.client;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * What one sending consists of: headers and body. Made anew for each sending, since a nonce is used once, and after the
 * wait for a place, since a nonce grows old.
 *
 * @param body null if there is none
 */
public record Prepared(Map<String, String> headers, Buffer body) {
    /** For a request that costs nothing to make. */
    public static Future<Prepared> headersOnly(Map<String, String> headers) {
        return Future.succeededFuture(new Prepared(headers, null));
    }

    /** Headers hold tokens and bodies hold keys: neither is shown. */
    @Override
    public String toString() {
        return "Prepared[" + headers.keySet() + "]";
    }
}
