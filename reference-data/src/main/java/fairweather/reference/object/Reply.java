package fairweather.reference.object;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An answer.
 *
 * @param body what was taken of it
 */
record Reply(AnswerHead head, byte[] body) {
    int status() {
        return head.status();
    }

    /** Whether the text of an answer that is no object has this in it. */
    boolean says(String words) {
        return new String(body, StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT)
                .contains(words.toLowerCase(Locale.ROOT));
    }
}
