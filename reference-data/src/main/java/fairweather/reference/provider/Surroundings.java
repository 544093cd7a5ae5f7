package fairweather.reference.provider;

import fairweather.reference.cache.FieldCache;
import fairweather.reference.cds.CdsRequests;
import fairweather.reference.object.Transfers;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What sources need of whoever runs them.
 *
 * @param requests remembers what was asked of the Climate Data Store
 * @param transfers hears of every exchange with an archive
 * @param luck for waiting times
 * @param version of the program, for the User-Agent
 * @param environment where a key of the Climate Data Store may stand
 */
public record Surroundings(
        FieldCache cache,
        TruthChoices choices,
        CdsRequests requests,
        Transfers transfers,
        InstantSource clock,
        RandomGenerator luck,
        String version,
        Map<String, String> environment) {}
