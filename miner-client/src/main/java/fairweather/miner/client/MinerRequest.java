package fairweather.miner.client;

import fairweather.miner.egress.Destination;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.function.Supplier;

/**
 * One HTTP request to a miner.
 *
 * @param hotkey who is expected there; certificates are pinned to it
 * @param preparing called for each sending; the time it takes is ours and not the miner's
 * @param deadline for the last byte of the body, whatever it took to get there
 * @param fresh whether a connection of its own is made and caches on the way are passed by
 */
public record MinerRequest(
        Destination destination,
        String hotkey,
        HttpMethod method,
        String path,
        Supplier<Future<Prepared>> preparing,
        Deadline deadline,
        boolean fresh) {}
