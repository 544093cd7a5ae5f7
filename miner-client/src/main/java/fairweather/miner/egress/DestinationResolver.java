package fairweather.miner.egress;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Turns a posted address into a checked destination; a name is resolved once, by the system, on a worker thread. The
 * connection is made to the address that was checked, whatever the name means by then.
 */
public final class DestinationResolver {
    /** What a name means just now. */
    @FunctionalInterface
    interface NameService {
        InetAddress addressOf(String name) throws UnknownHostException;
    }

    private final Vertx vertx;
    private final EgressGuard guard;
    private final NameService names;

    public DestinationResolver(Vertx vertx, EgressGuard guard) {
        this(vertx, guard, InetAddress::getByName);
    }

    DestinationResolver(Vertx vertx, EgressGuard guard, NameService names) {
        this.vertx = vertx;
        this.guard = guard;
        this.names = names;
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

    private InetAddress addressOf(String name) {
        try {
            return names.addressOf(name);
        } catch (UnknownHostException unknown) {
            throw new FailureException(Code.UNREACHABLE, "the miner's host name means no address", unknown);
        }
    }
}
