package fairweather.simulator.trouble;

import fairweather.simulator.protocol.Reply;
import fairweather.simulator.protocol.RequestKind;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Trouble in the text of the answer to the initiation: HTTP is right, the JSON is not, or is odd. */
public enum JsonTrouble implements Trouble {
    DEEP("json-deep", json -> with(json, "\"x\": " + "[".repeat(5000) + "]".repeat(5000))),
    KEY_TWICE("json-key-twice", json -> with(json, "\"status\": \"fetch_accepted\"")),
    NUMBER_OF_1000_DIGITS("json-number-of-1000-digits", json -> with(json, "\"x\": " + "9".repeat(1000))),
    NUMBER_BEYOND_DOUBLE("json-number-beyond-double", json -> with(json, "\"x\": 1e999999999")),
    NOT_A_NUMBER("json-nan", json -> with(json, "\"x\": NaN")),
    /** Half of a pair of code units in a word that is repeated in errors. */
    LONE_SURROGATE_IN_STATUS("json-lone-surrogate", json -> status(json, "fetch\\ud83daccepted")),
    NUL_IN_STATUS("json-nul-character", json -> status(json, "fetch_accepted\\u0000")),
    /** Would colour a terminal, set its title, turn its text around and begin a new line of a log. */
    CONTROL_CHARACTERS_IN_STATUS(
            "json-terminal-escapes",
            json -> status(
                    json,
                    "\\u001b[31mred\\u001b]0;title\\u0007\\u009b2J\\u202egnorw\\u2028\\r\\n12:00:00.000 INFO  all is well")),
    STATUS_OF_A_MEGABYTE("json-status-of-a-megabyte", json -> status(json, "x".repeat(1_000_000))),
    STATUS_A_NUMBER("json-status-a-number", json -> json.replaceFirst("\"fetch_accepted\"", "200")),
    STATUS_IN_CAPITALS("json-status-in-capitals", json -> status(json, "FETCH_ACCEPTED")),
    NO_STATUS("json-no-status", json -> json.replaceFirst("\"status\"", "\"state\"")),
    SOMETHING_BEHIND("json-something-behind", json -> json + "{\"status\": \"failed\"}"),
    A_LIST("json-a-list", json -> "[" + json + "]"),
    NOTHING("json-nothing", json -> ""),
    NULL("json-null", json -> "null"),
    HTML("json-an-html-page", json -> "<html><body>" + json + "</body></html>"),
    WITH_COMMENTS("json-with-comments", json -> "/* fair */" + json),
    BYTE_ORDER_MARK("json-byte-order-mark", json -> "\ufeff" + json),
    MANY_MEMBERS("json-with-60000-members", json -> with(json, members(60_000))),
    /** A key of the answer's own object, of a kind that some languages run. */
    PROTOTYPE_KEY("json-proto-key", json -> with(json, "\"__proto__\": {\"status\": \"failed\"}")),
    UTF_16("json-utf-16", UnaryOperator.identity()) {
        @Override
        byte[] bytes(String json) {
            return json.getBytes(StandardCharsets.UTF_16);
        }
    },
    NOT_UTF_8("json-not-utf-8", json -> with(json, "\"message\": \"\u00ff\u00fe\"")) {
        @Override
        byte[] bytes(String json) {
            return json.getBytes(StandardCharsets.ISO_8859_1);
        }
    };

    private final String knob;
    private final UnaryOperator<String> change;

    JsonTrouble(String knob, UnaryOperator<String> change) {
        this.knob = knob;
        this.change = change;
    }

    @Override
    public String knob() {
        return knob;
    }

    @Override
    public Reply sent(Exchange exchange, Reply right) {
        if (exchange.kind() != RequestKind.INITIATE) {
            return right;
        }
        String changed = change.apply(new String(right.body(), StandardCharsets.UTF_8));
        return new Reply(right.status(), right.headers(), bytes(changed));
    }

    byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static String with(String json, String member) {
        return json.substring(0, json.length() - 1) + ", " + member + "}";
    }

    /** @param word as JSON writes it, escapes included */
    private static String status(String json, String word) {
        return json.replace("\"fetch_accepted\"", "\"" + word + "\"");
    }

    private static String members(int count) {
        StringBuilder members = new StringBuilder("\"x\": 0");
        for (int i = 0; i < count; i++) {
            members.append(",\"x").append(i).append("\":0");
        }
        return members.toString();
    }
}
