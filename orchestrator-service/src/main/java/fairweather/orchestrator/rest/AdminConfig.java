package fairweather.orchestrator.rest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;

/** The settings of the admin API. */
@ConfigMapping(prefix = "fairweather")
public interface AdminConfig {
    /** The token that every call of the API must bear; needed on any other address than a loopback one. */
    @WithName("admin.token")
    Optional<String> adminToken();

    /** How many slots for miners there are: uids are 0 to this minus one. */
    @WithName("slots")
    @WithDefault("256")
    int slots();
}
