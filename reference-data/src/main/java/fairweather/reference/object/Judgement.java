package fairweather.reference.object;

import fairweather.reference.object.Ask.Head;
import fairweather.reference.object.Ask.Length;
import fairweather.reference.object.Ask.Part;
import fairweather.reference.object.Ask.Whole;
import fairweather.reference.object.ObjectTrouble.Kind;
import java.util.Optional;

/** Whether an answer is what was asked for: first by its head, before a byte of the body is taken, then as a whole. */
final class Judgement {
    private static final int EXCERPT = 4096;
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

    BodyIntake intake(AnswerHead head, Reception reception) {
        if (head.status() != AnswerHead.OK && head.status() != AnswerHead.PARTIAL) {
            return BodyIntake.beginning(EXCERPT, subject, reception);
        }
        try {
            return switch (ask) {
                case Head any -> BodyIntake.exactly(0, subject, reception);
                case Length any -> BodyIntake.beginning(0, subject, reception);
                case Whole whole -> whole(head, whole.most(), reception);
                case Part part -> part(head, part, reception);
            };
        } catch (ObjectTrouble trouble) {
            return BodyIntake.nothing(trouble, subject, reception);
        }
    }

    private BodyIntake whole(AnswerHead head, long most, Reception reception) {
        if (head.status() == AnswerHead.PARTIAL) {
            throw subject.trouble(Kind.REFUSED, "a part was answered though the whole was asked for");
        }
        requirePlain(head);
        if (head.length() > most) {
            throw subject.trouble(
                    Kind.OVERSIZE, head.length() + " bytes are announced, of which " + most + " are allowed");
        }
        if (!head.delimited()) {
            throw subject.trouble(Kind.REFUSED, "the end of the answer cannot be told from a broken connection");
        }
        return head.length() >= 0
                ? BodyIntake.exactly(head.length(), subject, reception)
                : BodyIntake.upTo(most, subject, reception);
    }

    private BodyIntake part(AnswerHead head, Part part, Reception reception) {
        if (head.status() == AnswerHead.OK) {
            throw subject.trouble(Kind.NO_RANGES, "the whole was answered to a range: " + head.describe());
        }
        requirePlain(head);
        requireState(head, part);
        ByteRange wanted = part.range();
        ContentRange range = head.contentRange()
                .orElseThrow(() -> subject.trouble(Kind.NO_RANGES, "a part was answered without saying which"));
        if (range.from() == wanted.from() && range.to() < wanted.to() && range.to() == range.total() - 1) {
            throw endsBefore(wanted, range.total());
        }
        if (range.from() != wanted.from() || range.to() != wanted.to()) {
            throw subject.trouble(Kind.NO_RANGES, "another range was answered than the one asked for");
        }
        return BodyIntake.exactly(range.length(), subject, reception);
    }

    private ObjectTrouble endsBefore(ByteRange wanted, long total) {
        return subject.trouble(Kind.REFUSED, "the object has " + total + " bytes and ends before byte " + wanted.to());
    }

    private void requirePlain(AnswerHead head) {
        if (head.encoded()) {
            throw subject.trouble(Kind.REFUSED, "the answer is encoded though it was asked not to be");
        }
    }

    private void requireState(AnswerHead head, Part part) {
        if (part.etag() != null && (head.etag() == null || !EntityTag.same(part.etag(), head.etag()))) {
            throw changed();
        }
    }

    private ObjectTrouble changed() {
        return subject.trouble(Kind.CHANGED, "the object is in another state than before");
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
            case 412 -> throw changed();
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
