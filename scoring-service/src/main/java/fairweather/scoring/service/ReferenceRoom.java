package fairweather.scoring.service;

import fairweather.database.Database;
import fairweather.reference.cache.FieldCache;
import fairweather.reference.cds.CdsProblem;
import fairweather.reference.object.Transfers;
import fairweather.reference.provider.ReferenceSettings;
import fairweather.reference.provider.ReferenceSources;
import fairweather.reference.provider.Surroundings;
import fairweather.scoring.input.ReferenceFields;
import fairweather.scoring.store.Catalogue;
import fairweather.scoring.store.CdsRequestStore;
import fairweather.scoring.store.OpenRuns;
import fairweather.scoring.store.StoredChoices;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/** The sources of this process, the cache that they fill, and who keeps it in order. */
final class ReferenceRoom implements AutoCloseable {
    private final FieldCache cache;
    private final ReferenceSources sources;
    private final ReferenceFields fields;
    private final Janitor janitor;

    ReferenceRoom(Path directory, ReferenceSettings settings, Database database, Transfers transfers, String version) {
        cache = FieldCache.open(directory);
        sources = ReferenceSources.open(
                settings,
                new Surroundings(
                        cache,
                        new StoredChoices(database),
                        new CdsRequestStore(database),
                        transfers,
                        InstantSource.system(),
                        new SecureRandom(),
                        version,
                        System.getenv()));
        fields = new ReferenceFields(sources.all(), new Catalogue(database));
        janitor = new Janitor(settings.cache(), cache, new OpenRuns(database), fields);
    }

    FieldCache cache() {
        return cache;
    }

    ReferenceFields fields() {
        return fields;
    }

    Optional<String> problem() {
        return sources.problem().map(CdsProblem::sentence);
    }

    void start() {
        janitor.start();
    }

    @Override
    public void close() {
        janitor.close();
        sources.close();
    }
}
