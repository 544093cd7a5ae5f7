package fairweather.reference.object;

import fairweather.reference.object.ObjectLocation.Directory;
import fairweather.reference.object.ObjectLocation.Web;
import java.util.random.RandomGenerator;

/**
 * Opens stores by their addresses. All stores of one of these share its connections, and each host's pace: have one a
 * process. Opening asks nothing of anybody.
 */
public final class ObjectStores implements AutoCloseable {
    private final HttpSettings settings;
    private final HttpCalls calls;

    /** @param luck for waiting times; used by one thread at a time */
    public ObjectStores(HttpSettings settings, Timing timing, RandomGenerator luck, Transfers transfers) {
        this.settings = settings;
        this.calls = new HttpCalls(settings, timing, luck, transfers);
    }

    /**
     * A store of whoever may ask.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public ObjectStore open(String location) {
        return open(location, SecretHeaders.NONE);
    }

    /**
     * A store that wants headers.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public ObjectStore open(String location, SecretHeaders headers) {
        return switch (ObjectLocation.parse(location)) {
            case Directory directory -> new FileObjectStore(directory.path());
            case Web web -> {
                requireAllowed(Origin.of(web.base()), headers);
                yield new HttpObjectStore(web, headers, calls);
            }
        };
    }

    private void requireAllowed(Origin origin, SecretHeaders headers) {
        if (!origin.secure() && !settings.plainHttp()) {
            throw new IllegalArgumentException("http:// addresses are not allowed here: " + origin);
        }
        if (!headers.isEmpty() && !origin.confidential()) {
            throw new IllegalArgumentException("secret headers are not sent to " + origin + " without TLS");
        }
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        calls.close();
    }
}
