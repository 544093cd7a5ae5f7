package fairweather.miner.operation;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.protocol.StorePath;
import fairweather.miner.client.Answer;
import fairweather.miner.client.Deadline;
import fairweather.miner.client.MinerCalls;
import fairweather.miner.client.SharedWait;
import fairweather.miner.client.StatusException;
import fairweather.miner.settings.MinerSettings;
import fairweather.miner.token.AccessToken;
import fairweather.miner.token.AccessTokens;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;

/** Opens the objects of a miner's store with its access token; a refused token is replaced once. */
public final class StoreReader {
    private final MinerCalls calls;
    private final Access access;
    private final AccessTokens tokens;
    private final InstantSource clock;
    private final MinerSettings.Timeout limits;

    public StoreReader(
            MinerCalls calls, Access access, AccessTokens tokens, InstantSource clock, MinerSettings.Timeout limits) {
        this.calls = calls;
        this.access = access;
        this.tokens = tokens;
        this.clock = clock;
        this.limits = limits;
    }

    /**
     * The answer with the object's bytes waiting; its status is 200.
     *
     * @param path the store; while it is not frozen yet, the one of the claim that is being checked
     * @param claimedHash what the claim for a new token has to repeat
     * @param fresh by a connection of its own, past all caches
     * @param deadline for the tokens and the bytes together
     * @param each for one reading of the bytes
     */
    public Uni<Answer> open(
            AskedMiner miner,
            StorePath path,
            String claimedHash,
            ObjectKey key,
            boolean fresh,
            Deadline deadline,
            Duration each) {
        Function<AccessToken, Uni<Answer>> read =
                token -> calls.read(miner, path.object(key), token.secret(), deadline.part(each), fresh);
        return token(miner, path, claimedHash, deadline)
                .flatMap(token -> read.apply(token)
                        .onFailure(StoreReader::refused)
                        .recoverWithUni(() -> {
                            tokens.refused(miner.responseId(), token);
                            return token(miner, path, claimedHash, deadline).flatMap(read::apply);
                        }));
    }

    private Uni<AccessToken> token(AskedMiner miner, StorePath path, String claimedHash, Deadline deadline) {
        return SharedWait.on(
                () -> tokens.get(miner.responseId(), () -> ask(miner, path, claimedHash)),
                limits.access(),
                deadline,
                deadline::slowness);
    }

    /** Whoever waits for the same token waits for this question, so it has limits of its own. */
    private Uni<AccessToken> ask(AskedMiner miner, StorePath path, String claimedHash) {
        return access.claim(miner, Deadline.in(limits.access(), limits.queue()))
                .invoke(claim -> claim.requireSame(path, claimedHash))
                .map(claim -> AccessToken.of(claim.token(), clock.instant()));
    }

    private static boolean refused(Throwable trouble) {
        return trouble instanceof StatusException status && status.refusesUs();
    }

    /** What a miner's 404 or 410 for an object that it committed to means. */
    public static FailureException missing(ObjectKey key) {
        return new FailureException(
                Code.INTEGRITY_CHUNK_MISSING, "the miner no longer has " + key + ", which its manifest lists");
    }
}
