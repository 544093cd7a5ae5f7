package fairweather.gateway.config;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Who the gateway is to miners. */
@ConfigMapping(prefix = "fairweather")
public interface GatewaySettings {
    Validator validator();

    interface Validator {
        /** An ed25519 seed as 64 hexadecimal digits, readable by its owner only; made if it does not exist. */
        Path keyFile();
    }
}
