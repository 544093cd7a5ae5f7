package fairweather.orchestrator.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which page of a list is wanted.
 *
 * @param after the key of the last entry before it; empty for the first page
 */
record PageRequest(int limit, List<String> after) {
    static final int DEFAULT = 50;
    static final int MAX = 200;
    private static final String SEPARATOR = "|";

    /** @throws Refusal with 400 if the limit is out of range or the cursor is none of ours */
    static PageRequest of(String limit, String after, int keyLength) {
        Integer wanted = Input.number("limit", limit);
        int size = wanted == null ? DEFAULT : wanted;
        if (size < 1 || size > MAX) {
            throw Refusal.badRequest("limit must be 1 to " + MAX);
        }
        return new PageRequest(size, after == null ? List.of() : parse(after, keyLength));
    }

    private static List<String> parse(String cursor, int keyLength) {
        try {
            String key = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            List<String> parts = List.of(key.split("\\|", -1));
            if (parts.size() == keyLength) {
                return parts;
            }
        } catch (IllegalArgumentException notBase64) {
            throw notOurs();
        }
        throw notOurs();
    }

    static String cursor(List<?> key) {
        String text = key.stream().map(String::valueOf).collect(Collectors.joining(SEPARATOR));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** One part of the key; null on the first page. */
    <T> T after(int part, Function<String, T> type) {
        if (after.isEmpty()) {
            return null;
        }
        try {
            return type.apply(after.get(part));
        } catch (RuntimeException malformed) {
            throw notOurs();
        }
    }

    /** How many rows to ask the database for: one more than the page, to know whether there is a next one. */
    int rows() {
        return limit + 1;
    }

    private static Refusal notOurs() {
        return Refusal.badRequest("after must be the `next` of the page before");
    }
}
