package fairweather.miner.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.failure.Sanitiser;
import java.util.Optional;

/** The fields of a miner's answer, each read with its type. A missing or ill-typed one is PROTOCOL. */
final class Fields {
    private static final int LONGEST_WORD = 64;

    private final ObjectNode reply;

    Fields(ObjectNode reply) {
        this.reply = reply;
    }

    /** The text of a field that must be there. */
    String required(String name) {
        return optional(name)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> protocol("the miner's answer has no " + name));
    }

    /** The text of a field that may be absent or null, but not of another type. */
    Optional<String> optional(String name) {
        JsonNode field = reply.path(name);
        if (field.isMissingNode() || field.isNull()) {
            return Optional.empty();
        }
        if (!field.isTextual()) {
            throw protocol("the miner's " + name + " is not text");
        }
        return Optional.of(field.textValue());
    }

    /** The status word, for comparison. */
    String status() {
        return required("status");
    }

    /** What the miner adds in words, cleaned, after a colon; empty if it adds nothing. */
    String remark() {
        JsonNode message = reply.path("message");
        String said = message.isTextual() ? Sanitiser.clean(message.textValue()) : "";
        return said.isEmpty() ? "" : ": " + said;
    }

    JsonNode raw(String name) {
        return reply.path(name);
    }

    /** A word of the miner fit for rows and logs. */
    static String shown(String word) {
        String clean = Sanitiser.clean(word);
        return clean.length() <= LONGEST_WORD ? clean : clean.substring(0, LONGEST_WORD);
    }

    static FailureException protocol(String message) {
        return new FailureException(Code.PROTOCOL, message);
    }
}
