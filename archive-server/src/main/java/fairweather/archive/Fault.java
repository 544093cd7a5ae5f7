package fairweather.archive;

import fairweather.archive.wire.Answer;
import fairweather.archive.wire.Body;
import fairweather.archive.wire.Delivery;

/** What goes wrong with an object, as it does with real providers. */
public enum Fault {
    /** 404, as for an object that is not there. */
    NOT_FOUND,
    /** The status and the headers of the object, and no bytes. */
    EMPTY,
    /** A range is answered with 200 and the whole object; other requests go well. */
    WHOLE_TO_RANGE,
    /** Half of the announced bytes, then the connection is closed. */
    TRUNCATED,
    /** The head at once, then byte after byte with a pause between them. */
    DRIP,
    /** 429 with Retry-After. */
    RATE_LIMITED,
    /** 503 without Retry-After. */
    UNAVAILABLE,
    /** 403. */
    DENIED,
    /** 200 with a web page, whatever was asked for. */
    HTML,
    /** The first answer is good; from then on the object has another ETag, and one bit of its bytes is another. */
    REPLACED,
    /**
     * The connection is reset without an answer. Clients repeat such a request by themselves, the JDK's once: what they
     * are to notice has to happen more than once.
     */
    RESET;

    private static final String PAGE = "<!DOCTYPE html>\n<html><body><h1>Data file is not present</h1></body></html>\n";

    /** What is answered to this request instead; {@code honest} is asked only for answers that build upon the truth. */
    Answer answer(String key, Truth honest, String retryAfter) {
        return switch (this) {
            case NOT_FOUND -> Trouble.notFound(key);
            case EMPTY -> honest.answer().with(Body.of(new byte[0]));
            case WHOLE_TO_RANGE -> honest.whole();
            case TRUNCATED -> honest.answer().with(Delivery.HALF);
            case DRIP -> honest.answer().with(Delivery.DRIP);
            case RATE_LIMITED -> Trouble.slowDown().with("Retry-After", retryAfter);
            case UNAVAILABLE -> Trouble.unavailable();
            case DENIED -> Trouble.denied();
            case HTML -> Answer.text(200, "text/html", PAGE);
            case REPLACED -> honest.answer();
            case RESET -> Answer.dropped();
        };
    }

    /** What would be answered if nothing went wrong. */
    interface Truth {
        Answer answer();

        /** The same without regard to a range. */
        Answer whole();
    }
}
