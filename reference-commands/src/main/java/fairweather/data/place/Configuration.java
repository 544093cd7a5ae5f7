package fairweather.data.place;

import fairweather.reference.provider.EffectiveSetting;
import fairweather.reference.provider.EffectiveSetting.Origin;
import fairweather.reference.provider.ReferenceSettings;
import fairweather.reference.provider.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The settings: a file's, over them the environment's, over them a command's options, and below all the defaults. */
public final class Configuration {
    private static final String CACHE = "fairweather.field-cache.directory";
    private static final String CLIMATOLOGY = "fairweather.reference.providers.providers.climatology.base";

    /** Names of the environment that count where nothing else is set, by the setting. */
    private static final Map<String, String> ALIASES =
            Map.of(CACHE, "WEATHER_GFS_CACHE_DIR", CLIMATOLOGY, "WEATHER_ERA5_CLIMATOLOGY_PATH");

    private static final String CACHE_DEFAULT = "field-cache";
    private static final String OURS = "FAIRWEATHER_";
    private static final String KEY = "CDSAPI_KEY";

    private final Map<String, String> properties;
    private final Map<String, String> all;
    private final Map<String, String> environment;
    private final ReferenceSettings settings;
    private final Path cacheOption;

    private Configuration(Map<String, String> properties, Map<String, String> all, Path cacheOption) {
        this.properties = properties;
        this.environment = new TreeMap<>(all);
        this.environment.keySet().removeIf(name -> !name.startsWith(OURS));
        ALIASES.forEach((setting, alias) -> {
            if (all.containsKey(alias) && !properties.containsKey(setting)) {
                environment.putIfAbsent(variable(setting), all.get(alias));
            }
        });
        this.all = all;
        this.cacheOption = cacheOption;
        try {
            this.settings = Settings.of(properties, environment);
        } catch (RuntimeException wrong) {
            throw new Misconfigured("the settings cannot be followed: " + wrong.getMessage(), wrong);
        }
    }

    private static String variable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    static Configuration read(Path file, Path cacheOption, Map<String, String> environment) {
        Properties read = new Properties();
        if (file != null) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                read.load(reader);
            } catch (IOException | IllegalArgumentException unreadable) {
                throw new Misconfigured("the settings in " + file + " cannot be read", unreadable);
            }
        }
        Map<String, String> properties = new TreeMap<>();
        read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
        return new Configuration(properties, environment, cacheOption);
    }

    /** The same with another default. */
    public Configuration unlessSet(String key, String value) {
        Map<String, String> more = new TreeMap<>(properties);
        more.putIfAbsent(key, value);
        return new Configuration(more, all, cacheOption);
    }

    public ReferenceSettings settings() {
        return settings;
    }

    public Path cacheDirectory() {
        return cacheOption != null ? cacheOption : Path.of(cacheSetting().value());
    }

    private EffectiveSetting cacheSetting() {
        if (cacheOption != null) {
            return new EffectiveSetting(CACHE, cacheOption.toString(), Origin.OPTION);
        }
        String variable = environment.get(variable(CACHE));
        if (variable != null) {
            return new EffectiveSetting(CACHE, variable, Origin.ENVIRONMENT);
        }
        String property = properties.get(CACHE);
        return property == null
                ? new EffectiveSetting(CACHE, CACHE_DEFAULT, Origin.DEFAULT)
                : new EffectiveSetting(CACHE, property, Origin.FILE);
    }

    /** All that counts, by key; no secret is among it. */
    public List<EffectiveSetting> effective() {
        List<EffectiveSetting> effective = new ArrayList<>();
        effective.add(cacheSetting());
        effective.addAll(Settings.effective(properties, environment));
        if (all.containsKey(KEY)) {
            effective.add(new EffectiveSetting(KEY, "***", Origin.ENVIRONMENT));
        }
        return effective;
    }
}
