package fairweather.miner.token;

import fairweather.miner.client.AskedOnce;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.function.Supplier;

/** The access tokens in use, one per response, in memory only; each is asked for once for everybody who needs it. */
public final class AccessTokens {
    private static final int CAPACITY = 10_000;

    private final AskedOnce<Integer, AccessToken> tokens;

    public AccessTokens(InstantSource clock) {
        this.tokens = new AskedOnce<>(CAPACITY, token -> !token.due(clock.instant()));
    }

    /** The token of a response; asked for if there is none or it is about to end. */
    public Uni<AccessToken> get(int responseId, Supplier<Uni<AccessToken>> ask) {
        return tokens.get(responseId, ask);
    }

    /** Keeps a token that came with another call. */
    public void put(int responseId, AccessToken token) {
        tokens.put(responseId, token);
    }

    /** Forgets a token that was refused, unless another one has taken its place. */
    public void refused(int responseId, AccessToken token) {
        tokens.forget(responseId, token);
    }
}
