package fairweather.miner.client;

import fairweather.miner.egress.Destination;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One HTTP request to a miner.
 *
 * @param hotkey who is expected there; certificates are pinned to it
 * @param headers made anew for each sending, since a nonce is used once
 * @param deadline for the last byte of the body, whatever it took to get there
 * @param fresh whether a connection of its own is made and caches on the way are passed by
 */
public record MinerRequest(
        Destination destination,
        String hotkey,
        HttpMethod method,
        String path,
        Supplier<Map<String, String>> headers,
        Buffer body,
        Deadline deadline,
        boolean fresh) {}
