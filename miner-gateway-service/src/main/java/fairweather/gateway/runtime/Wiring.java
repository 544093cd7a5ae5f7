package fairweather.gateway.runtime;

import fairweather.forecast.key.Caps;
import fairweather.forecast.manifest.ManifestVerifier;
import fairweather.forecast.signature.KeyScheme;
import fairweather.forecast.signature.SignatureScheme;
import fairweather.forecast.signature.Signer;
import fairweather.gateway.config.GatewaySettings;
import fairweather.gateway.directory.MinerDirectory;
import fairweather.gateway.operation.CallRecord;
import fairweather.gateway.operation.StoreObjects;
import fairweather.miner.client.MinerCalls;
import fairweather.miner.client.MinerHttp;
import fairweather.miner.client.RequestSigner;
import fairweather.miner.egress.AddressBlock;
import fairweather.miner.egress.DestinationResolver;
import fairweather.miner.egress.EgressGuard;
import fairweather.miner.egress.OwnAddresses;
import fairweather.miner.identity.ValidatorIdentity;
import fairweather.miner.operation.Access;
import fairweather.miner.operation.ChangedClaims;
import fairweather.miner.operation.Freeze;
import fairweather.miner.operation.Initiate;
import fairweather.miner.operation.Poll;
import fairweather.miner.operation.StoreReader;
import fairweather.miner.settings.MinerSettings;
import fairweather.miner.token.AccessTokens;
import fairweather.miner.transport.MinerTransport;
import fairweather.miner.transport.Transports;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** How the parts are put together. */
@Singleton
public class Wiring {
    private static final Logger LOG = Logger.getLogger(Wiring.class);

    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();

    /** Made at the start, so that a service without a usable key does not come up. */
    @Produces
    @Singleton
    @Startup
    Signer validator(GatewaySettings settings, KeyScheme scheme) {
        return ValidatorIdentity.signer(settings.validator(), scheme, random, System.getenv());
    }

    @Produces
    @Singleton
    RequestSigner signer(Signer validator) {
        return new RequestSigner(validator, clock, random);
    }

    @Produces
    @Singleton
    @Startup
    KeyScheme keyScheme(GatewaySettings settings, MinerSettings miners) {
        KeyScheme scheme = miners.signatureScheme();
        if (scheme == KeyScheme.NONE) {
            if (settings.profile() != GatewaySettings.Profile.DEV) {
                throw new IllegalStateException(
                        "fairweather.miner.signature-scheme=none needs fairweather.profile=dev: nobody's bytes are proven");
            }
            LOG.warn("signatures of miners are NOT checked: fairweather.miner.signature-scheme=none");
        }
        return scheme;
    }

    /** Of miners and of ourselves. */
    @Produces
    @Singleton
    SignatureScheme signatureScheme(KeyScheme scheme) {
        return scheme.signatures();
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
    @Startup
    MinerTransport transport(
            Vertx vertx, MinerHttp http, RequestSigner signer, SignatureScheme scheme, MinerSettings settings) {
        return Transports.of(vertx, http, signer, scheme, clock, random, settings);
    }

    @Produces
    @Singleton
    MinerCalls calls(Vertx vertx, EgressGuard guard, MinerHttp http, MinerTransport transport, MinerSettings settings) {
        return new MinerCalls(
                new DestinationResolver(vertx, guard),
                http,
                transport,
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
    ManifestVerifier verifier(SignatureScheme scheme) {
        return new ManifestVerifier(scheme, Caps.DEFAULT);
    }

    @Produces
    @Singleton
    Freeze freeze(
            Vertx vertx,
            Access access,
            StoreReader store,
            AccessTokens tokens,
            ManifestVerifier verifier,
            MinerSettings settings) {
        return new Freeze(vertx, access, store, tokens, clock, verifier, Caps.DEFAULT, settings.timeout());
    }

    @Produces
    @Singleton
    ChangedClaims changedClaims(
            Vertx vertx,
            MinerCalls calls,
            Access access,
            AccessTokens tokens,
            ManifestVerifier verifier,
            MinerSettings settings) {
        return new ChangedClaims(vertx, calls, access, tokens, clock, verifier, Caps.DEFAULT, settings.timeout());
    }

    @Produces
    @Singleton
    StoreObjects storeObjects(
            Vertx vertx,
            MinerDirectory directory,
            StoreReader store,
            ChangedClaims changes,
            MinerSettings settings) {
        return new StoreObjects(vertx, directory, store, changes, Caps.DEFAULT, settings.timeout());
    }
}
