package fairweather.reference.object;

import fairweather.reference.object.Ask.Head;
import fairweather.reference.object.Ask.Length;
import fairweather.reference.object.Ask.Part;
import fairweather.reference.object.Ask.Whole;
import fairweather.reference.object.ObjectLocation.Web;
import fairweather.reference.object.ObjectTrouble.Kind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** One attempt to have something of an object, its redirects included; the listener hears how it ended. */
final class Attempt {
    private final Web location;
    private final SecretHeaders secrets;
    private final HttpCalls calls;
    private final HostPace pace;
    private final Ask ask;
    private final Subject subject;
    private final Judgement judgement;
    private final Origin origin;
    private long bytes;

    Attempt(Web location, SecretHeaders secrets, HttpCalls calls, HostPace pace, Ask ask, Subject subject) {
        this.location = location;
        this.secrets = secrets;
        this.calls = calls;
        this.pace = pace;
        this.ask = ask;
        this.subject = subject;
        this.judgement = new Judgement(ask, subject, location.deniedIsAbsent());
        this.origin = Origin.of(location.base());
    }

    Optional<StoredObject> make() throws InterruptedException {
        long start = calls.timing().nanos();
        String outcome = Transfer.INTERRUPTED;
        try {
            Reply reply = reply();
            heedQuiet(reply);
            Optional<StoredObject> object = judgement.verdict(reply);
            outcome = object.isPresent() ? "done" : "absent";
            return object;
        } catch (ObjectTrouble trouble) {
            outcome = trouble.kind().name().toLowerCase(Locale.ROOT);
            throw trouble;
        } finally {
            Duration took = Duration.ofNanos(calls.timing().nanos() - start);
            calls.ended(new Transfer(origin.authority(), ask.word(), bytes, took, outcome));
        }
    }

    private Reply reply() throws InterruptedException {
        URI address = URI.create(location.base() + "/" + ObjectKeys.encoded(ask.key()));
        for (int redirects = 0; redirects <= Redirect.MOST; redirects++) {
            Reply reply = exchange(address);
            if (!Redirect.is(reply)) {
                return reply;
            }
            address = Redirect.target(address, reply, subject);
        }
        throw subject.trouble(Kind.REFUSED, "more than " + Redirect.MOST + " redirects");
    }

    private Reply exchange(URI address) throws InterruptedException {
        Reception reception = new Reception(calls.timing());
        try {
            Admission admission = new Admission(ask, subject, reception);
            return calls.exchange(subject, reception).send(request(address), admission::intake);
        } finally {
            bytes += reception.received();
        }
    }

    private HttpRequest request(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Accept-Encoding", "identity")
                .header("User-Agent", calls.settings().userAgent());
        if (Origin.of(address).equals(origin)) {
            secrets.addTo(request);
        }
        if (!Origin.of(address).secure()) {
            // Without TLS nobody can offer HTTP/2 but by an upgrade that old servers stumble over.
            request.version(HttpClient.Version.HTTP_1_1);
        }
        return switch (ask) {
            case Head head -> request.HEAD().build();
            case Length length -> request.header("Range", "bytes=0-0").build();
            case Whole whole -> request.build();
            case Part part -> {
                request.header(
                        "Range",
                        "bytes=" + part.range().from() + "-" + part.range().to());
                if (part.etag() != null && EntityTag.strong(part.etag())) {
                    request.header("If-Match", part.etag());
                }
                yield request.build();
            }
        };
    }

    /** Whoever names a time for coming back means all who ask this host. */
    private void heedQuiet(Reply reply) {
        switch (reply.status()) {
            case 403, 429, 503 -> reply.head().retryAfter(calls.timing().now()).ifPresent(pace::hush);
            default -> {}
        }
    }
}
