package fairweather.reference.object;

import fairweather.reference.object.Ask.Head;
import fairweather.reference.object.Ask.Length;
import fairweather.reference.object.Ask.Part;
import fairweather.reference.object.Ask.Whole;
import fairweather.reference.object.ObjectTrouble.Kind;

/** What is taken of a body, decided by its head: nothing of what was not asked for, and of pages that say why, a little. */
final class Admission {
    private static final int EXCERPT = 4096;

    private final Ask ask;
    private final Subject subject;
    private final Reception reception;

    Admission(Ask ask, Subject subject, Reception reception) {
        this.ask = ask;
        this.subject = subject;
        this.reception = reception;
    }

    BodyIntake intake(AnswerHead head) {
        if (head.status() != AnswerHead.OK && head.status() != AnswerHead.PARTIAL) {
            return BodyIntake.beginning(EXCERPT, subject, reception);
        }
        try {
            return switch (ask) {
                case Head any -> BodyIntake.exactly(0, subject, reception);
                case Length any -> BodyIntake.beginning(0, subject, reception);
                case Whole whole -> whole(head, whole.most());
                case Part part -> part(head, part);
            };
        } catch (ObjectTrouble trouble) {
            return BodyIntake.nothing(trouble, subject, reception);
        }
    }

    private BodyIntake whole(AnswerHead head, long most) {
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

    private BodyIntake part(AnswerHead head, Part part) {
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
            throw subject.changed();
        }
    }
}
