package fairweather.data.place;

import fairweather.reference.provider.ReferenceSettings;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where every command has its settings from. */
public final class SourceOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "properties, as of the scoring service; the environment"
                    + " (FAIRWEATHER_REFERENCE_...) goes before them")
    private Path config;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "the field cache (default: fairweather.field-cache.directory, else field-cache)")
    private Path cache;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            defaultValue = ReferenceSettings.BUILT_IN,
            description = "the set of providers, or the directory, by the name that runs use (default:"
                    + " ${DEFAULT-VALUE})")
    private String source;

    public String source() {
        return source;
    }

    /** @throws Misconfigured if the file cannot be read, or a setting is of no use */
    public Configuration configuration(Place place) {
        return Configuration.read(config, cache, place.environment());
    }
}
