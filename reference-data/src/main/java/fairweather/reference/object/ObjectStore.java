package fairweather.reference.object;

import java.util.Optional;

/**
 * Objects under one base address, by keys with {@code /} between their parts. Repeats what may succeed when repeated;
 * what it throws in the end is an {@link ObjectTrouble}. A thread that is interrupted gets a
 * {@link java.util.concurrent.CancellationException} and stays interrupted.
 */
public interface ObjectStore {

    /** Empty if there is no such object. */
    Optional<ObjectInfo> head(String key);

    /**
     * The whole object; empty if there is none.
     *
     * @param most bytes it may have
     */
    Optional<StoredObject> get(String key, long most);

    /**
     * Bytes {@code from} to {@code to}, both inclusive; empty if there is no such object.
     *
     * @param etag the state that is wanted, or null for any; another state is {@link ObjectTrouble.Kind#CHANGED}
     */
    Optional<StoredObject> range(String key, long from, long to, String etag);

    /** The base address as an operator may read it: no credentials, no query. */
    String describe();
}
