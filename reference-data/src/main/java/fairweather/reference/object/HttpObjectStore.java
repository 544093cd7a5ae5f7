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
        Optional<ObjectInfo> told = ask(new Head(key)).map(StoredObject::info);
        boolean untold = told.filter(info -> info.length() < 0).isPresent();
        return untold ? ask(new Length(key)).map(StoredObject::info) : told;
    }

    @Override
    public Optional<StoredObject> get(String key, long most) {
        return ask(new Whole(key, most));
    }

    @Override
    public Optional<StoredObject> range(String key, long from, long to, String etag) {
        return ask(new Part(key, new ByteRange(from, to), etag));
    }

    @Override
    public String describe() {
        return location.describe();
    }

    @Override
    public String toString() {
        return describe();
    }

    private Optional<StoredObject> ask(Ask ask) {
        Subject subject = Subject.of(describe(), ask.key());
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
            calls.timing().pause(calls.backoff(attempt));
        }
    }
}
