package fairweather.orchestrator.service;

import fairweather.database.Database;
import fairweather.job.HostLimit;
import fairweather.job.JobLimits;
import fairweather.job.JobQueue;
import fairweather.job.postgres.PostgresJobQueue;
import fairweather.orchestrator.calendar.RunOpener;
import fairweather.orchestrator.gateway.GatewayClient;
import fairweather.orchestrator.gateway.MinerGateway;
import fairweather.runtime.InternalToken;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Map;

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
    GatewayClient gateway(OrchestratorConfig config, InternalToken token) {
        return new GatewayClient(config.gatewayUrl(), token.secret().authorization(), new SecureRandom());
    }

    @Produces
    @Singleton
    RunOpener opener(Database database, MinerGateway gateway) {
        return new RunOpener(database, gateway::identity);
    }

    @Produces
    @Singleton
    JobQueue queue(OrchestratorConfig config, Database database) {
        OrchestratorConfig.Host host = config.host();
        HostLimit limit = new HostLimit(host.conversations(), host.pace(), host.burst());
        return new PostgresJobQueue(database.pool(), new JobLimits(Map.of(), limit));
    }
}
