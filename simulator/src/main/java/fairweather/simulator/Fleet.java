package fairweather.simulator;

import fairweather.failure.FailureException;
import fairweather.forecast.protocol.JobIds;
import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.Signer;
import fairweather.simulator.forecast.Wind;
import fairweather.simulator.forecast.WindArchive;
import fairweather.simulator.miner.Counters;
import fairweather.simulator.miner.EncryptionKeys;
import fairweather.simulator.miner.FiberGate;
import fairweather.simulator.miner.Miner;
import fairweather.simulator.miner.MinerServer;
import fairweather.simulator.store.PublishedStore;
import fairweather.simulator.trouble.Trouble;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A running fleet: one HTTP server with its own port per miner, all in this process. Forecasts are computed when they are
 * asked for and never written to disk: a chunk is a pure function of miner, start and key, and is computed again when it is
 * read, so memory and disk do not grow with the number of miners.
 */
public final class Fleet implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("fairweather.simulator");
    private static final int TALKING_THREADS = 4;
    private static final int COMPUTING_THREADS = 8;
    private static final long STOP_SECONDS = 10;

    private final Vertx vertx;
    private final EncryptionKeys encryption = new EncryptionKeys();
    private final List<MinerEndpoint> endpoints = new ArrayList<>();
    private final Map<Integer, Miner> miners = new LinkedHashMap<>();
    private final List<Closeable> reservedPorts = new ArrayList<>();

    private Fleet(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Starts the fleet and returns when every port listens.
     *
     * @param data the reference directory, with {@code index.json} and {@code reference-scores.json}
     * @param clock for nonces and tokens
     * @throws IOException if a port cannot be had
     */
    public static Fleet start(FleetPlan plan, Path data, InstantSource clock) throws IOException {
        return start(plan, WindArchive.open(data), clock);
    }

    /** The same over an archive that is open already, which several fleets may share. */
    public static Fleet start(FleetPlan plan, WindArchive archive, InstantSource clock) throws IOException {
        return start(plan, archive, clock, token -> {});
    }

    /**
     * The same.
     *
     * @param issued is told each access token that a miner gives out
     */
    static Fleet start(FleetPlan plan, WindArchive archive, InstantSource clock, Consumer<String> issued)
            throws IOException {
        Fleet fleet = new Fleet(Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false))));
        try {
            fleet.open(plan, archive, clock, issued);
            return fleet;
        } catch (IOException | RuntimeException trouble) {
            fleet.close();
            throw trouble;
        }
    }

    private void open(FleetPlan plan, WindArchive archive, InstantSource clock, Consumer<String> issued)
            throws IOException {
        WorkerExecutor talk = vertx.createSharedWorkerExecutor("talk", TALKING_THREADS);
        WorkerExecutor computing = vertx.createSharedWorkerExecutor("computing", COMPUTING_THREADS);
        MinerServer server = new MinerServer(vertx, plan.host(), talk, computing);
        Map<MinerPlan, Future<HttpServer>> listening = new LinkedHashMap<>();
        for (MinerPlan each : plan.miners()) {
            Miner miner = miner(plan, each, archive, clock, issued);
            miners.put(each.uid(), miner);
            if (each.trouble().door() == Trouble.Door.OPEN) {
                listening.put(each, server.listen(miner));
            }
        }
        await(Future.all(List.copyOf(listening.values())));
        for (MinerPlan each : plan.miners()) {
            int port = switch (each.trouble().door()) {
                case OPEN -> listening.get(each).result().actualPort();
                case CLOSED -> portWithoutListener(plan.host());
                case FULL -> fullPort(plan.host());
            };
            InetSocketAddress posted = each.trouble().posted(InetSocketAddress.createUnresolved(plan.host(), port));
            endpoints.add(new MinerEndpoint(
                    each.uid(),
                    MinerKeys.signer(plan.seed(), each.uid()).address(),
                    posted.getHostString(),
                    posted.getPort(),
                    each.label(),
                    each.knob().orElse(null)));
        }
        readAnalyses(archive);
    }

    /** Ahead of the first question, so that no miner's answer waits for it. */
    private static void readAnalyses(WindArchive archive) {
        try {
            for (Wind wind : Wind.values()) {
                archive.sampleMean(wind);
            }
        } catch (FailureException trouble) {
            LOG.log(System.Logger.Level.ERROR, "The analyses cannot be read", trouble);
        }
    }

    private Miner miner(
            FleetPlan fleet, MinerPlan plan, WindArchive archive, InstantSource clock, Consumer<String> issued) {
        Signer signer = MinerKeys.signer(fleet.seed(), plan.uid());
        Trouble trouble = plan.trouble();
        PublishedStore.Form form =
                new PublishedStore.Form(trouble.shape(), plan.codec(), trouble.tampering(), trouble::manifest);
        return new Miner(
                signer.address(),
                plan.processingPolls(),
                trouble,
                start -> new PublishedStore(
                        JobIds.storeName(start, signer.address(), JobIds.jobId(start, signer.address())),
                        start,
                        archive,
                        plan.forecaster(),
                        form,
                        signer),
                clock,
                new Ed25519(),
                fleet.signedReplies() ? Optional.of(signer) : Optional.empty(),
                encryption,
                FiberGate.open(clock),
                issued);
    }

    /** A port that stays bound, so that nobody else gets it, and refuses connections, because nothing listens. */
    private int portWithoutListener(String host) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(host, 0));
        reservedPorts.add(socket);
        return socket.getLocalPort();
    }

    private int fullPort(String host) throws IOException {
        FullPort full = new FullPort(host);
        reservedPorts.add(full::close);
        return full.port();
    }

    /** One entry per miner, in the order of the plan. */
    public List<MinerEndpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    /** The endpoint with this uid. */
    public MinerEndpoint endpoint(int uid) {
        return endpoints.stream().filter(each -> each.uid() == uid).findFirst().orElseThrow();
    }

    /** What this miner was asked so far. */
    public Counters counters(int uid) {
        return Optional.ofNullable(miners.get(uid)).orElseThrow().counters();
    }

    /** Closes all ports and ends all threads. */
    @Override
    public void close() throws IOException {
        for (Closeable port : reservedPorts) {
            port.close();
        }
        await(vertx.close());
    }

    private static void await(Future<?> future) throws IOException {
        try {
            future.toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("The fleet cannot start or stop.", e);
        }
    }
}
