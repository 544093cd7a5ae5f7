package fairweather.miner.client;

import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Values that somebody has to be asked for, in memory only. While one is being asked for, everybody else who needs it
 * waits for the same answer; a failure is not kept. The least recently used beyond the capacity is forgotten. Thread-safe.
 */
public final class AskedOnce<K, V> {
    private final Predicate<V> good;
    private final Map<K, V> values;
    private final Map<K, CompletableFuture<V>> asking = new HashMap<>();

    /** @param good whether a value may still be used */
    public AskedOnce(int capacity, Predicate<V> good) {
        this.good = good;
        this.values = new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    /** The value that can be had without asking. */
    public synchronized Optional<V> known(K key) {
        return Optional.ofNullable(values.get(key)).filter(good);
    }

    /** The value; asked for if there is no good one. */
    public Uni<V> get(K key, Supplier<Uni<V>> ask) {
        return Uni.createFrom().completionStage(() -> {
            CompletableFuture<V> answer;
            synchronized (this) {
                Optional<V> known = known(key);
                if (known.isPresent()) {
                    return CompletableFuture.completedFuture(known.get());
                }
                CompletableFuture<V> under = asking.get(key);
                if (under != null) {
                    return under.copy();
                }
                answer = new CompletableFuture<>();
                asking.put(key, answer);
            }
            CompletableFuture<V> waiting = answer.copy();
            Uni.createFrom().<V>deferred(ask::get).subscribe().with(value -> arrived(key, value, answer), trouble -> {
                stopAsking(key);
                answer.completeExceptionally(trouble);
            });
            return waiting;
        });
    }

    private void arrived(K key, V value, CompletableFuture<V> answer) {
        synchronized (this) {
            asking.remove(key);
            values.put(key, value);
        }
        answer.complete(value);
    }

    private synchronized void stopAsking(K key) {
        asking.remove(key);
    }

    /** Keeps a value that came by another way. */
    public synchronized void put(K key, V value) {
        values.put(key, value);
    }

    /** Forgets this value, unless another one has taken its place. */
    public synchronized void forget(K key, V value) {
        values.remove(key, value);
    }
}
