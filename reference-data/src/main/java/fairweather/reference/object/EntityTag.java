package fairweather.reference.object;

import java.util.regex.Pattern;

/** Names of states, as servers give them: {@code "x"}, weak {@code W/"x"}, or, against the rules, a bare word. */
final class EntityTag {
    /** Tags are written into rows and requests: visible, and no novel. */
    private static final Pattern USABLE = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private static final String WEAK = "W/";

    private EntityTag() {}

    static boolean usable(String tag) {
        return USABLE.matcher(tag).matches();
    }

    /** Whether a server can be asked for just this state: with a weak or a bare tag it would have to say no. */
    static boolean strong(String tag) {
        return usable(tag) && tag.length() > 1 && tag.startsWith("\"") && tag.endsWith("\"");
    }

    /** A server may call the same state weak in one answer and strong in another; other bytes have another word. */
    static boolean same(String one, String other) {
        return word(one).equals(word(other));
    }

    private static String word(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }
}
