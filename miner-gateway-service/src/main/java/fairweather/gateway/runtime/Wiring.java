package fairweather.gateway.runtime;

import fairweather.forecast.key.Caps;
import fairweather.forecast.manifest.ManifestVerifier;
import fairweather.forecast.signature.Ed25519;
import fairweather.gateway.config.GatewaySettings;
import fairweather.gateway.directory.MinerDirectory;
import fairweather.gateway.operation.CallRecord;
import fairweather.gateway.operation.StoreObjects;
import fairweather.miner.budget.ResponseBudgets;
import fairweather.miner.client.MinerCalls;
import fairweather.miner.client.MinerHttp;
import fairweather.miner.client.RequestSigner;
import fairweather.miner.egress.AddressBlock;
import fairweather.miner.egress.DestinationResolver;
import fairweather.miner.egress.EgressGuard;
import fairweather.miner.egress.OwnAddresses;
import fairweather.miner.identity.ValidatorKeyFile;
import fairweather.miner.operation.Access;
import fairweather.miner.operation.Freeze;
import fairweather.miner.operation.Initiate;
import fairweather.miner.operation.Poll;
import fairweather.miner.operation.StoreReader;
import fairweather.miner.settings.MinerSettings;
import fairweather.miner.token.AccessTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** How the parts are put together. */
@Singleton
public class Wiring {
    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();

    /** Made at the start, so that a service without a usable key does not come up. */
    @Produces
    @Singleton
    @Startup
    RequestSigner signer(GatewaySettings settings) {
        Path keyFile = settings.validator().keyFile();
        return new RequestSigner(new ValidatorKeyFile(keyFile, random).signer(), clock, random);
    }

    @Produces
    @Singleton
    MinerDirectory directory(Pool database) {
        return new MinerDirectory(database);
    }

    @Produces
    @Singleton
    @Startup
    EgressGuard egressGuard(MinerSettings settings) {
        List<AddressBlock> allowed = settings.network().allow().orElse(List.of()).stream()
                .map(AddressBlock::parse)
                .toList();
        return new EgressGuard(allowed, Set.copyOf(settings.network().denyPorts()), new OwnAddresses());
    }

    @Produces
    @Singleton
    MinerHttp minerHttp(Vertx vertx, MinerSettings settings) {
        return new MinerHttp(vertx, settings);
    }

    void close(@Disposes MinerHttp http) {
        http.close();
    }

    @Produces
    @Singleton
    MinerCalls calls(Vertx vertx, EgressGuard guard, MinerHttp http, RequestSigner signer, MinerSettings settings) {
        return new MinerCalls(
                new DestinationResolver(vertx, guard),
                http,
                signer,
                settings.timeout().connect());
    }

    @Produces
    @Singleton
    AccessTokens tokens() {
        return new AccessTokens(clock);
    }

    @Produces
    @Singleton
    CallRecord callRecord(MeterRegistry registry) {
        return new CallRecord(registry);
    }

    @Produces
    @Singleton
    Initiate initiate(MinerCalls calls, MinerDirectory directory, MinerSettings settings, RequestSigner signer) {
        return new Initiate(calls, directory::jobIdTaken, settings.jobIdPolicy(), signer.address());
    }

    @Produces
    @Singleton
    Poll poll(MinerCalls calls) {
        return new Poll(calls);
    }

    @Produces
    @Singleton
    Access access(MinerCalls calls) {
        return new Access(calls);
    }

    @Produces
    @Singleton
    StoreReader storeReader(MinerCalls calls, Access access, AccessTokens tokens, MinerSettings settings) {
        return new StoreReader(calls, access, tokens, clock, settings.timeout());
    }

    @Produces
    @Singleton
    Freeze freeze(Vertx vertx, Access access, StoreReader store, AccessTokens tokens, MinerSettings settings) {
        ManifestVerifier verifier = new ManifestVerifier(new Ed25519(), Caps.DEFAULT);
        return new Freeze(vertx, access, store, tokens, clock, verifier, Caps.DEFAULT, settings.timeout());
    }

    @Produces
    @Singleton
    StoreObjects storeObjects(Vertx vertx, MinerDirectory directory, StoreReader store, MinerSettings settings) {
        ResponseBudgets budgets = new ResponseBudgets(settings.budget().responseBytes());
        return new StoreObjects(vertx, directory, store, Caps.DEFAULT, settings.timeout(), budgets);
    }
}
