package fairweather.reference.provider;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings outside a service: the same keys and the same defaults, from given properties alone. */
public final class Settings {
    private static final int BEFORE_ALL_OTHERS = 1000;
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private Settings() {}

    /**
     * @param properties by full key, for example {@code fairweather.reference.http.stall}
     * @throws IllegalArgumentException or a subclass of {@link RuntimeException} that names the key, if a value cannot
     *     be read
     */
    public static ReferenceSettings of(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withConverter(Duration.class, BEFORE_ALL_OTHERS, Settings::duration)
                .withSources(new PropertiesConfigSource(properties, "given", BEFORE_ALL_OTHERS))
                .withMapping(ReferenceSettings.class)
                .build()
                .getConfigMapping(ReferenceSettings.class);
    }

    /** Lengths of time as the services' own configuration writes them: {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h}. */
    private static Duration duration(String text) {
        Matcher parts = DURATION.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no length of time: write 500ms, 5s, 2m or 1h");
        }
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
