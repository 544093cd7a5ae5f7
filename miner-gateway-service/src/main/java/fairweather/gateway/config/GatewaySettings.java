package fairweather.gateway.config;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Who may call the gateway, and who it is to miners. */
@ConfigMapping(prefix = "fairweather")
public interface GatewaySettings {
    /** The secret that the services share. */
    Optional<String> internalToken();

    Validator validator();

    interface Validator {
        /** An ed25519 seed as 64 hexadecimal digits, readable by its owner only; made if it does not exist. */
        Path keyFile();
    }
}
