package fairweather.gateway.operation;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.protocol.StorePath;
import fairweather.gateway.client.Answer;
import fairweather.gateway.client.Deadline;
import fairweather.gateway.client.MinerCalls;
import fairweather.gateway.client.StatusException;
import fairweather.gateway.directory.AskedMiner;
import fairweather.gateway.token.AccessToken;
import fairweather.gateway.token.AccessTokens;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** Opens the objects of a miner's store with its access token; a refused token is replaced once. */
public final class StoreReader {
    private final MinerCalls calls;
    private final Access access;
    private final AccessTokens tokens;
    private final InstantSource clock;
    private final Duration accessLimit;

    public StoreReader(
            MinerCalls calls, Access access, AccessTokens tokens, InstantSource clock, Duration accessLimit) {
        this.calls = calls;
        this.access = access;
        this.tokens = tokens;
        this.clock = clock;
        this.accessLimit = accessLimit;
    }

    /**
     * The answer with the object's bytes waiting; its status is 200.
     *
     * @param path the store; while it is not frozen yet, the one of the claim that is being checked
     * @param claimedHash what the claim for a new token has to repeat
     * @param fresh by a connection of its own, past all caches
     */
    public Uni<Answer> open(
            AskedMiner miner, StorePath path, String claimedHash, ObjectKey key, Duration limit, boolean fresh) {
        Duration asking = Deadline.shorter(accessLimit, limit);
        return token(miner, path, claimedHash, asking)
                .flatMap(token -> read(miner, path, key, token, limit, fresh)
                        .onFailure(StoreReader::refused)
                        .recoverWithUni(() -> {
                            tokens.refused(miner.responseId(), token);
                            return token(miner, path, claimedHash, asking)
                                    .flatMap(newer -> read(miner, path, key, newer, limit, fresh));
                        }));
    }

    private Uni<Answer> read(
            AskedMiner miner, StorePath path, ObjectKey key, AccessToken token, Duration limit, boolean fresh) {
        return calls.read(miner, path.object(key), token.secret(), limit, fresh);
    }

    /** Comes back on the caller's own event loop, whoever asked the miner. */
    private Uni<AccessToken> token(AskedMiner miner, StorePath path, String claimedHash, Duration asking) {
        Context context = Vertx.currentContext();
        Executor here = context == null ? Runnable::run : work -> context.runOnContext(go -> work.run());
        return tokens.get(
                        miner.responseId(),
                        () -> access.claim(miner, asking)
                                .invoke(claim -> claim.requireSame(path, claimedHash))
                                .map(claim -> AccessToken.of(claim.token(), clock.instant())))
                .emitOn(here);
    }

    private static boolean refused(Throwable trouble) {
        return trouble instanceof StatusException status && status.refusesUs();
    }

    /** What a miner's 404 or 410 for an object that it committed to means. */
    static FailureException missing(ObjectKey key) {
        return new FailureException(
                Code.INTEGRITY_CHUNK_MISSING, "the miner no longer has " + key + ", which its manifest lists");
    }
}
