package fairweather.orchestrator.service;

import fairweather.database.Database;
import fairweather.orchestrator.calendar.RunOpener;
import fairweather.orchestrator.gateway.GatewayClient;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the plain objects of the domain available to the framework's edge. */
@Singleton
public final class Wiring {
    @Produces
    @Singleton
    Database database(Pool pool) {
        return new Database(pool);
    }

    @Produces
    @Singleton
    GatewayClient gateway(OrchestratorConfig config) {
        String token = config.internalToken()
                .filter(secret -> !secret.isBlank())
                .orElseThrow(() -> new IllegalStateException("fairweather.internal-token is not set"));
        return new GatewayClient(config.gatewayUrl(), token);
    }

    @Produces
    @Singleton
    RunOpener opener(Database database, GatewayClient gateway) {
        return new RunOpener(database, gateway::identity);
    }
}
