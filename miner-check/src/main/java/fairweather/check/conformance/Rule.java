package fairweather.check.conformance;

/**
 * One rule of the protocol.
 *
 * @param id as the page for authors of miners names it
 * @param section of the protocol that it comes from
 * @param text what is expected, in one line
 */
public record Rule(String id, Level level, String section, String text, Check check) {

    /** Tries the rule against a miner; throws what goes wrong on the wire, which breaks the rule. */
    @FunctionalInterface
    public interface Check {
        Finding on(Trial trial);
    }

    static Rule must(String id, String section, String text, Check check) {
        return new Rule(id, Level.MUST, section, text, check);
    }

    static Rule should(String id, String section, String text, Check check) {
        return new Rule(id, Level.SHOULD, section, text, check);
    }
}
