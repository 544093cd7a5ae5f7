package fairweather.data.place;

import fairweather.failure.FailureException;
import fairweather.reference.cache.FieldCache;
import fairweather.reference.cds.CdsProblem;
import fairweather.reference.cds.FileCdsRequests;
import fairweather.reference.object.Transfers;
import fairweather.reference.provider.Archives;
import fairweather.reference.provider.ReferenceData;
import fairweather.reference.provider.ReferenceSources;
import fairweather.reference.provider.Surroundings;
import java.nio.file.Path;
import java.util.Optional;

/** What the settings name, opened: the cache and everything that can be asked. */
public final class Workplace implements AutoCloseable {
    /** In the cache's directory: what was asked of the Climate Data Store. */
    public static final String REQUESTS = "cds-requests.json";

    private static final String CHOICES = "truth-choices.json";
    private static final String VERSION = "data-command";

    private final FieldCache cache;
    private final ReferenceSources sources;

    private Workplace(FieldCache cache, ReferenceSources sources) {
        this.cache = cache;
        this.sources = sources;
    }

    /**
     * @param transfers hears of every exchange with an archive
     * @throws Misconfigured if a setting cannot be followed
     */
    public static Workplace open(Configuration configuration, Place place, Transfers transfers) {
        Path directory = configuration.cacheDirectory();
        try {
            FieldCache cache = FieldCache.open(directory, place.machine());
            Surroundings around = new Surroundings(
                    cache,
                    new FileTruthChoices(directory.resolve(CHOICES)),
                    new FileCdsRequests(directory.resolve(REQUESTS), place.clock()),
                    transfers,
                    place.clock(),
                    place.machine().random(),
                    VERSION,
                    place.environment());
            return new Workplace(cache, ReferenceSources.open(configuration.settings(), around));
        } catch (IllegalArgumentException wrong) {
            throw new Misconfigured(wrong.getMessage(), wrong);
        } catch (FailureException wrong) {
            throw new Misconfigured(wrong.failure().message(), wrong);
        }
    }

    public FieldCache cache() {
        return cache;
    }

    /** @throws Misconfigured if there is no source of this name */
    public ReferenceData data(String name) {
        return sources.named(name).orElseThrow(() -> unknown(name));
    }

    /** @throws Misconfigured if there is no set of providers of this name */
    public Archives archives(String name) {
        return sources.archives(name).orElseThrow(() -> unknown(name));
    }

    private static Misconfigured unknown(String name) {
        return new Misconfigured("no settings name the source \"" + name + "\"");
    }

    /** What an operator must mend before the Climate Data Store gives anything, as far as it was asked. */
    public Optional<CdsProblem> problem() {
        return sources.problem();
    }

    @Override
    public void close() {
        sources.close();
    }
}
