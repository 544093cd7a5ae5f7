package fairweather.runtime;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** What every service is told. */
@ConfigMapping(prefix = "fairweather")
public interface RuntimeSettings {
    /** The secret that the services share. */
    Optional<String> internalToken();

    /** The version of the schema that has to be there before the service is ready. */
    int schemaVersion();

    RehearsalSettings rehearsal();

    /** The requests that a service makes of itself before it is ready. */
    interface RehearsalSettings {
        /** Each a method and a path, with a blank between. */
        List<String> requests();

        /** The secret that the service asks its callers for. */
        Optional<String> token();
    }
}
