package fairweather.gateway.config;

import fairweather.miner.settings.ValidatorSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who the gateway is to miners. */
@ConfigMapping(prefix = "fairweather")
public interface GatewaySettings {
    ValidatorSettings validator();

    /** What the deployment is for; what is only good for development is refused in production. */
    @WithDefault("production")
    Profile profile();

    enum Profile {
        PRODUCTION,
        DEV
    }
}
