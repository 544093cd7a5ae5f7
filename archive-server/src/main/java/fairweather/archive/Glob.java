package fairweather.archive;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pattern of keys: {@code *} within a part of a key, {@code **} across parts, {@code ?} for one character. */
final class Glob {
    private static final Pattern PIECE = Pattern.compile("\\*\\*|\\*|\\?|[^*?]+");

    private final Pattern pattern;

    Glob(String glob) {
        pattern = Pattern.compile(PIECE.matcher(glob)
                .replaceAll(piece -> Matcher.quoteReplacement(
                        switch (piece.group()) {
                            case "**" -> ".*";
                            case "*" -> "[^/]*";
                            case "?" -> "[^/]";
                            default -> Pattern.quote(piece.group());
                        })));
    }

    boolean matches(String key) {
        return pattern.matcher(key).matches();
    }
}
