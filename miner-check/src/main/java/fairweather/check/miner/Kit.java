package fairweather.check.miner;

import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.SignatureScheme;
import fairweather.forecast.signature.Signer;
import fairweather.miner.client.MinerCalls;
import fairweather.miner.client.MinerHttp;
import fairweather.miner.client.RequestSigner;
import fairweather.miner.egress.AddressBlock;
import fairweather.miner.egress.DestinationResolver;
import fairweather.miner.egress.EgressGuard;
import fairweather.miner.egress.OwnAddresses;
import fairweather.miner.identity.Passphrase;
import fairweather.miner.identity.ValidatorKeyFile;
import fairweather.miner.operation.AskedMiner;
import fairweather.miner.probe.Probe;
import fairweather.miner.settings.MinerSettings;
import fairweather.miner.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** What one command speaks to one miner with: the client of the services, with a guard and a key of its own. */
public final class Kit implements AutoCloseable {
    private static final long STOP_SECONDS = 5;

    private final MinerOptions.Named named;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Vertx vertx;
    private final MinerSettings settings;
    private final Signer key;
    private final MinerHttp http;
    private final DestinationResolver resolver;

    public Kit(MinerOptions.Named named, InstantSource clock) {
        this.named = named;
        this.clock = clock;
        this.settings = settings(named);
        this.key = named.keyFile().map(this::keyIn).orElseGet(this::freshKey);
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.http = new MinerHttp(vertx, settings);
        this.resolver = new DestinationResolver(
                vertx,
                new EgressGuard(
                        named.allowed().stream().map(AddressBlock::parse).toList(),
                        Set.copyOf(settings.network().denyPorts()),
                        new OwnAddresses()));
    }

    private static MinerSettings settings(MinerOptions.Named named) {
        Map<String, String> properties = new HashMap<>();
        properties.put("fairweather.miner.scheme", named.scheme());
        properties.put("fairweather.miner.tls", named.tls().name().toLowerCase(Locale.ROOT));
        return Settings.of(properties);
    }

    /** A key that nobody knows. */
    public Signer freshKey() {
        byte[] seed = new byte[Ed25519.SEED_BYTES];
        random.nextBytes(seed);
        return named.keyScheme().signer(seed, random);
    }

    private Signer keyIn(Path file) {
        return new ValidatorKeyFile(
                        file, named.keyScheme(), () -> Passphrase.of(Optional.empty(), System.getenv()), random)
                .signer();
    }

    public Vertx vertx() {
        return vertx;
    }

    public MinerSettings settings() {
        return settings;
    }

    public MinerHttp http() {
        return http;
    }

    public DestinationResolver resolver() {
        return resolver;
    }

    public InstantSource clock() {
        return clock;
    }

    public RandomGenerator random() {
        return random;
    }

    /** Who asks. */
    public Signer key() {
        return key;
    }

    public SignatureScheme scheme() {
        return named.keyScheme().signatures();
    }

    public MinerOptions.Named named() {
        return named;
    }

    /** The miner as the client's classes name it; there is no database, so the numbers mean nothing. */
    public AskedMiner miner() {
        AskedMiner.Slot slot = new AskedMiner.Slot(named.hotkey(), named.url().getHost(), named.port());
        return new AskedMiner(0, 0, 0, named.hotkey(), named.cycle(), Optional.empty(), slot, Optional.empty());
    }

    public Probe.Tools tools() {
        RequestSigner signer = new RequestSigner(key, clock, random);
        MinerCalls calls =
                new MinerCalls(resolver, http, signer, settings.timeout().connect());
        return new Probe.Tools(vertx, resolver, calls, scheme(), settings, clock);
    }

    @Override
    public void close() {
        http.close();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(STOP_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
