package fairweather.reference.object;

import fairweather.reference.object.Ask.Head;
import fairweather.reference.object.Ask.Length;
import fairweather.reference.object.Ask.Part;
import fairweather.reference.object.Ask.Whole;
import fairweather.reference.object.ObjectTrouble.Kind;
import java.util.Optional;

/** What an answer amounts to. */
final class Judgement {
    private static final byte[] NOTHING = {};

    /** The length of an object whose server has to be asked in another way. */
    private static final long UNTOLD = -1;

    private final Ask ask;
    private final Subject subject;
    private final boolean deniedIsAbsent;

    Judgement(Ask ask, Subject subject, boolean deniedIsAbsent) {
        this.ask = ask;
        this.subject = subject;
        this.deniedIsAbsent = deniedIsAbsent;
    }

    /**
     * The object, its bytes where they were asked for; empty if there is none.
     *
     * @throws ObjectTrouble what the answer amounts to otherwise
     */
    Optional<StoredObject> verdict(Reply reply) {
        return switch (reply.status()) {
            case AnswerHead.OK, AnswerHead.PARTIAL -> Optional.of(found(reply));
            case 404, 410 -> Optional.empty();
            case 401 -> throw denied(reply);
            case 403 -> {
                if (asksForQuiet(reply)) {
                    throw limited(reply);
                }
                if (!meansAbsent(reply)) {
                    throw denied(reply);
                }
                yield Optional.empty();
            }
            case 412 -> throw subject.changed();
            case 416 -> {
                if (!(ask instanceof Length)) {
                    throw beyondTheEnd(reply);
                }
                // It has not even a first byte.
                yield Optional.of(new StoredObject(info(reply.head(), 0), NOTHING));
            }
            case 405, 501 -> {
                if (!(ask instanceof Head)) {
                    throw refused(reply);
                }
                yield Optional.of(new StoredObject(info(reply.head(), UNTOLD), NOTHING));
            }
            case 429 -> throw limited(reply);
            case 408, 425, 500, 502, 504 ->
                throw subject.trouble(Kind.UNREACHABLE, reply.head().describe());
            case 503 ->
                throw asksForQuiet(reply)
                        ? limited(reply)
                        : subject.trouble(Kind.UNREACHABLE, reply.head().describe());
            default -> throw refused(reply);
        };
    }

    private StoredObject found(Reply reply) {
        AnswerHead head = reply.head();
        return switch (ask) {
            case Head any -> new StoredObject(info(head, head.length()), NOTHING);
            case Length any -> new StoredObject(info(head, totalLength(head)), NOTHING);
            case Whole any -> new StoredObject(info(head, reply.body().length), reply.body());
            case Part any -> new StoredObject(info(head, totalLength(head)), reply.body());
        };
    }

    private ObjectInfo info(AnswerHead head, long length) {
        return new ObjectInfo(ask.key(), length, head.etag());
    }

    private long totalLength(AnswerHead head) {
        long length = head.status() == AnswerHead.PARTIAL
                ? head.contentRange().map(ContentRange::total).orElse(-1L)
                : head.length();
        if (length < 0) {
            throw subject.trouble(Kind.REFUSED, "the server does not tell the object's length");
        }
        return length;
    }

    private ObjectTrouble beyondTheEnd(Reply reply) {
        return subject.trouble(
                Kind.REFUSED,
                "the range begins beyond the object's end: " + reply.head().describe());
    }

    /** A bad key or a closed account is no absent object, and a body says so. */
    private boolean meansAbsent(Reply reply) {
        return deniedIsAbsent && (!reply.says("<Code>") || reply.says("<Code>AccessDenied</Code>"));
    }

    private ObjectTrouble refused(Reply reply) {
        return subject.trouble(Kind.REFUSED, reply.head().describe());
    }

    private ObjectTrouble denied(Reply reply) {
        return subject.trouble(Kind.DENIED, reply.head().describe());
    }

    private ObjectTrouble limited(Reply reply) {
        return subject.trouble(
                Kind.RATE_LIMITED, "fewer requests are wanted: " + reply.head().describe());
    }

    /** NOMADS says it with 403, S3 and Azure with 503 and a word. */
    private static boolean asksForQuiet(Reply reply) {
        return reply.head().header("Retry-After").isPresent()
                || reply.says("<Code>SlowDown</Code>")
                || reply.says("<Code>ServerBusy</Code>")
                || reply.says("rate limit");
    }
}
