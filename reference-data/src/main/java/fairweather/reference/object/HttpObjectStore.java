package fairweather.reference.object;

import fairweather.reference.object.Ask.Head;
import fairweather.reference.object.Ask.Length;
import fairweather.reference.object.Ask.Part;
import fairweather.reference.object.Ask.Whole;
import fairweather.reference.object.ObjectLocation.Web;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Objects over HTTP: one call is as many attempts as it takes and is granted. */
final class HttpObjectStore implements ObjectStore {
    private final Web location;
    private final SecretHeaders secrets;
    private final HttpCalls calls;
    private final HostPace pace;

    HttpObjectStore(Web location, SecretHeaders secrets, HttpCalls calls) {
        this.location = location;
        this.secrets = secrets;
        this.calls = calls;
        this.pace = calls.pace(Origin.of(location.base()));
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        Subject subject = subject(key);
        Optional<ObjectInfo> told = ask(new Head(key), subject).map(StoredObject::info);
        boolean untold = told.filter(info -> info.length() < 0).isPresent();
        return untold ? ask(new Length(key), subject).map(StoredObject::info) : told;
    }

    @Override
    public Optional<StoredObject> get(String key, long most) {
        return ask(new Whole(key, Math.min(most, ByteRange.MOST_BYTES)), subject(key));
    }

    @Override
    public Optional<StoredObject> range(String key, long from, long to, String etag) {
        Subject subject = subject(key);
        return ask(new Part(key, ByteRange.of(from, to, subject), etag), subject);
    }

    @Override
    public String describe() {
        return location.describe();
    }

    @Override
    public String toString() {
        return describe();
    }

    private Subject subject(String key) {
        return Subject.of(describe(), key);
    }

    private Optional<StoredObject> ask(Ask ask, Subject subject) {
        try {
            return repeated(ask, subject);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException("asking an archive was interrupted");
        }
    }

    private Optional<StoredObject> repeated(Ask ask, Subject subject) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            pace.enter(subject);
            try {
                return new Attempt(location, secrets, calls, pace, ask, subject).make();
            } catch (ObjectTrouble trouble) {
                if (!trouble.kind().passing()
                        || attempt == calls.settings().patience().attempts()) {
                    throw trouble;
                }
            } finally {
                pace.leave();
            }
            pace.requireBearableQuiet(subject);
            calls.timing().pause(calls.backoff(attempt));
        }
    }
}
