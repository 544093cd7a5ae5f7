package fairweather.miner.egress;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Turns a posted address into a checked destination; a name is resolved once, by the system, on a worker thread. */
public final class DestinationResolver {
    private final Vertx vertx;
    private final EgressGuard guard;

    public DestinationResolver(Vertx vertx, EgressGuard guard) {
        this.vertx = vertx;
        this.guard = guard;
    }

    /** Fails with UNREACHABLE if a name means nothing, with BLOCKED_ADDRESS if the guard refuses. */
    public Uni<Destination> resolve(PostedAddress posted) {
        return posted.literal()
                .map(address -> Uni.createFrom().item(address))
                .orElseGet(() -> lookUp(posted.host()))
                .map(address -> {
                    guard.check(address, posted.port());
                    return new Destination(posted.host(), address, posted.port());
                });
    }

    private Uni<InetAddress> lookUp(String name) {
        return Uni.createFrom()
                .completionStage(() ->
                        vertx.executeBlocking(() -> addressOf(name), false).toCompletionStage());
    }

    private static InetAddress addressOf(String name) {
        try {
            return InetAddress.getByName(name);
        } catch (UnknownHostException unknown) {
            throw new FailureException(Code.UNREACHABLE, "the miner's host name means no address", unknown);
        }
    }
}
