package fairweather.runtime;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes what every service shares. */
@Singleton
final class RuntimeWiring {
    @Produces
    @Singleton
    @Startup
    InternalToken internalToken(RuntimeSettings settings) {
        return InternalToken.of(settings.internalToken());
    }
}
