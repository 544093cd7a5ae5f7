package fairweather.reference.provider;

import java.time.Instant;
import java.util.Optional;

/**
 * Which provider the truth of a valid time comes from, kept for as long as anybody scores against it. A choice is made
 * once and never changed.
 */
public interface TruthChoices {

    /** The provider's id, if one is chosen. */
    Optional<String> chosen(String source, Instant validTime);

    /**
     * Chooses a provider unless one is chosen already.
     *
     * @param source the name that runs use for the set of providers
     * @return the provider that is chosen now, whoever chose it
     */
    String choose(String source, Instant validTime, String provider);
}
