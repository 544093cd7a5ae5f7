package fairweather.reference.provider;

import fairweather.reference.provider.ReferenceSettings.ProviderSettings;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings outside a service: the same keys and the same defaults, from given properties alone. */
public final class Settings {
    private static final String PREFIX = "fairweather.reference.";
    private static final int BEFORE_ALL_OTHERS = 1000;
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private Settings() {}

    /**
     * @param properties by full key, for example {@code fairweather.reference.http.stall}
     * @throws IllegalArgumentException or a subclass of {@link RuntimeException} that names the key, if a value cannot
     *     be read
     */
    public static ReferenceSettings of(Map<String, String> properties) {
        return of(properties, Map.of());
    }

    /**
     * The same, with variables of the environment before the properties, by the names that a service gives them: {@code
     * FAIRWEATHER_REFERENCE_HTTP_STALL}.
     */
    public static ReferenceSettings of(Map<String, String> properties, Map<String, String> environment) {
        return config(properties, environment).getConfigMapping(ReferenceSettings.class);
    }

    /** Every setting that has a value, by key; what can hold a password is masked. */
    public static List<EffectiveSetting> effective(Map<String, String> properties, Map<String, String> environment) {
        SmallRyeConfig config = config(properties, environment);
        SortedMap<String, EffectiveSetting> all = new TreeMap<>();
        for (String key : config.getPropertyNames()) {
            ConfigValue value = config.getConfigValue(key);
            if (key.startsWith(PREFIX) && value.getValue() != null) {
                all.put(key, EffectiveSetting.of(key, value.getValue(), value.getConfigSourceName()));
            }
        }
        Map<String, ProviderSettings> sets =
                config.getConfigMapping(ReferenceSettings.class).providers();
        Set<String> names = new TreeSet<>(sets.keySet());
        names.add(ReferenceSettings.BUILT_IN);
        for (String name : names) {
            defaults(name, sets.get(name))
                    .forEach((key, value) -> all.putIfAbsent(key, EffectiveSetting.of(key, value, null)));
        }
        return List.copyOf(all.values());
    }

    /** What is not set of a set of providers is the same in all, and no source of settings lists it. */
    private static Map<String, String> defaults(String name, ProviderSettings set) {
        String of = PREFIX + "providers." + name + ".";
        return Map.of(
                of + "truth", String.join(",", set.truth()),
                of + "gfs.mirrors", String.join(",", set.gfs().mirrors()),
                of + "gfs.resolution", set.gfs().resolution(),
                of + "gfs.fewest-lines", String.valueOf(set.gfs().fewestLines()),
                of + "arco.base", set.arco().base(),
                of + "climatology.base", set.climatology().base());
    }

    private static SmallRyeConfig config(Map<String, String> properties, Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withConverter(Duration.class, BEFORE_ALL_OTHERS, Settings::duration)
                .withSources(new PropertiesConfigSource(properties, EffectiveSetting.FILE, BEFORE_ALL_OTHERS))
                .withSources(new EnvConfigSource(environment, BEFORE_ALL_OTHERS + 1))
                .withMapping(ReferenceSettings.class)
                .build();
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
