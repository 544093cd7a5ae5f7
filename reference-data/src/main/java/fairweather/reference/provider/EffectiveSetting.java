package fairweather.reference.provider;

import java.util.regex.Pattern;

/**
 * A setting as it counts.
 *
 * @param value fit to be shown: without what an address may hold of users, passwords and signatures
 */
public record EffectiveSetting(String key, String value, Origin origin) {
    static final String FILE = "given-properties";

    private static final Pattern USER = Pattern.compile("//[^/@]*@");
    private static final Pattern QUERY = Pattern.compile("[?#].*");

    /** Where it was set. */
    public enum Origin {
        /** An option of a command. */
        OPTION,
        ENVIRONMENT,
        FILE,
        DEFAULT
    }

    static EffectiveSetting of(String key, String value, String source) {
        String shown = value.contains("://")
                ? QUERY.matcher(USER.matcher(value).replaceAll("//***@")).replaceAll("?***")
                : value;
        return new EffectiveSetting(key, shown, origin(source));
    }

    private static Origin origin(String source) {
        if (source == null) {
            return Origin.DEFAULT;
        }
        // SmallRye puts the name between others of its own.
        return source.contains(FILE) ? Origin.FILE : source.contains("Env") ? Origin.ENVIRONMENT : Origin.DEFAULT;
    }
}
