package fairweather.failure;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes an error text fit for a row or a caller: addresses, ports, paths, tokens, keys and passwords are replaced,
 * control characters removed, and the text is cut to 500 characters. Idempotent; never throws.
 */
public final class Sanitiser {
    /** The longest text that a row keeps. */
    public static final int MAX_LENGTH = 500;

    /** One replacement may make room for another; a text that is not settled after so many is not shown at all. */
    private static final int MOST_PASSES = 10;

    private record Rule(Pattern pattern, String replacement) {
        static Rule of(String regex, String replacement) {
            return new Rule(Pattern.compile(regex), replacement);
        }
    }

    /** Eight groups; a time of day has only two colons and is none. */
    private static final String FULL_IPV6 = "(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}";

    /** Any number of groups around one double colon. */
    private static final String SHORT_IPV6 =
            "(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4}){0,6})?::(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4}){0,6})?(?:\\.\\d{1,3}){0,3}";

    /**
     * What a reader does not see, or sees as something else: controls (those beyond ASCII too, which steer terminals as
     * well), marks that turn text around, halves of characters, and separators that begin a new line.
     */
    private static final String UNSEEN = "\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}";

    /**
     * Strangers write what these are tried on, on an event loop: none may begin again at each place of one long word, and
     * where there is nothing to be found by going back, none goes back.
     */
    private static final List<Rule> RULES = List.of(
            Rule.of("[" + UNSEEN + "\\s]+", " "),
            Rule.of("(?i)\\bBearer\\s+(?!\\[)\\S+", "[TOKEN]"),
            Rule.of(
                    "(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{6,}+\\.[A-Za-z0-9_-]{3,}+\\.[A-Za-z0-9_-]{3,}\\b(?![\\w.]*\\()",
                    "[TOKEN]"),
            Rule.of(
                    "\\b([a-z][a-z0-9+]{1,9}):/{1,2}(?!\\[HOST\\])[^\\s/?#]+(?:/[^\\s?#]*?)?(/[^\\s/?#]*)?(?:\\?\\S*)?(?=\\s|$)",
                    "$1://[HOST]$2"),
            Rule.of("(?i)(password|passwd|secret|token|key)\\s*=\\s*(?!\\[)[^\\s,;&]+", "$1=[SECRET]"),
            Rule.of(
                    "(?<![\\w:.])\\[?(?:" + FULL_IPV6 + "|" + SHORT_IPV6 + ")(?:%\\w+)?\\]?(?::\\d{1,5})?(?![\\w:])",
                    "[IP]"),
            Rule.of("\\b\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d{1,5})?\\b", "[IP]"),
            Rule.of(
                    "(?:(?<![A-Za-z0-9.-])\\.*+(?:[A-Za-z0-9-]++\\.++)++[A-Za-z]{2,}+|\\blocalhost):\\d{1,5}\\b",
                    "[HOST]"),
            Rule.of("(?<![\\w\\]:])(?:[A-Za-z]:)?[/\\\\](?:[\\w.@+-]+[/\\\\])+([\\w.@+-]+)", "$1"),
            Rule.of("\\b(5[1-9A-HJ-NP-Za-km-z]{5})[1-9A-HJ-NP-Za-km-z]{40,42}\\b", "$1…"),
            Rule.of("\\b([0-9a-fA-F]{8})[0-9a-fA-F]{24,}\\b", "$1…"));

    private Sanitiser() {}

    /** The clean text; the empty string for null. */
    public static String clean(String text) {
        if (text == null) {
            return "";
        }
        try {
            String clean = text.length() > 8 * MAX_LENGTH ? text.substring(0, 8 * MAX_LENGTH) : text;
            for (int pass = 0; pass < MOST_PASSES; pass++) {
                String cleaner = cut(applyRules(clean));
                if (cleaner.equals(clean)) {
                    return clean;
                }
                clean = cleaner;
            }
            return "[unavailable]";
        } catch (RuntimeException | StackOverflowError unexpected) {
            return "[unavailable]";
        }
    }

    private static String applyRules(String text) {
        String clean = text;
        for (Rule rule : RULES) {
            clean = rule.pattern().matcher(clean).replaceAll(rule.replacement());
        }
        return clean.strip();
    }

    private static String cut(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 1) + "…";
    }
}
