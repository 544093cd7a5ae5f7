package fairweather.miner.token;

import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The access tokens in use, one per response, in memory only. While one is being asked for, everybody else who needs
 * it waits for the same answer. The least recently used of more than 10 000 is forgotten.
 */
public final class AccessTokens {
    private static final int CAPACITY = 10_000;

    private final InstantSource clock;
    private final Map<Integer, AccessToken> tokens = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, AccessToken> eldest) {
            return size() > CAPACITY;
        }
    };
    private final Map<Integer, CompletableFuture<AccessToken>> asking = new LinkedHashMap<>();

    public AccessTokens(InstantSource clock) {
        this.clock = clock;
    }

    /** The token of a response; asked for if there is none or it is about to end. */
    public Uni<AccessToken> get(int responseId, Supplier<Uni<AccessToken>> ask) {
        return Uni.createFrom().completionStage(() -> {
            CompletableFuture<AccessToken> answer;
            synchronized (this) {
                AccessToken known = tokens.get(responseId);
                if (known != null && !known.due(clock.instant())) {
                    return CompletableFuture.completedFuture(known);
                }
                CompletableFuture<AccessToken> under = asking.get(responseId);
                if (under != null) {
                    return under.copy();
                }
                answer = new CompletableFuture<>();
                asking.put(responseId, answer);
            }
            CompletableFuture<AccessToken> waiting = answer.copy();
            ask.get().subscribe().with(token -> arrived(responseId, token, answer), trouble -> {
                stopAsking(responseId);
                answer.completeExceptionally(trouble);
            });
            return waiting;
        });
    }

    private void arrived(int responseId, AccessToken token, CompletableFuture<AccessToken> answer) {
        synchronized (this) {
            asking.remove(responseId);
            tokens.put(responseId, token);
        }
        answer.complete(token);
    }

    private synchronized void stopAsking(int responseId) {
        asking.remove(responseId);
    }

    /** Keeps a token that came with another call. */
    public synchronized void put(int responseId, AccessToken token) {
        tokens.put(responseId, token);
    }

    /** Forgets a token that was refused, unless another one has taken its place. */
    public synchronized void refused(int responseId, AccessToken token) {
        tokens.remove(responseId, token);
    }
}
