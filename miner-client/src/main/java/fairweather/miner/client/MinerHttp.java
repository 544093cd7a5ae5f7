package fairweather.miner.client;

import fairweather.failure.FailureException;
import fairweather.miner.budget.HourlyBudget;
import fairweather.miner.settings.MinerSettings;
import fairweather.miner.settings.TlsMode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Speaks HTTP/1.1 with miners: no redirects, no proxies, no cookies, no compression, few connections per address, and
 * every call ends by its deadline. All trouble arrives as a {@link FailureException} with the code that names it; HTTP
 * statuses are left to the caller.
 */
public final class MinerHttp {
    private static final int KEEP_ALIVE_SECONDS = 15;
    /** What a request may take to be signed even where a caller has no patience left. */
    private static final Duration LEAST_PREPARING = Duration.ofSeconds(1);

    /** Of the first line of an answer, and of all its headers together; more of either is no answer. */
    private static final int MOST_FIRST_LINE = 4 << 10;

    private static final int MOST_HEADERS = 16 << 10;

    /** Into no smaller pieces than it came in is a body cut. */
    private static final int LARGEST_PIECE = 1 << 20;

    private final Vertx vertx;
    private final MinerSettings settings;
    private final HttpClient pooled;
    private final HttpClient single;
    private final Slots pooledSlots;
    private final Slots singleSlots;
    private final Slots allSlots;
    private final HourlyBudget hourly;
    private final LargeBodies large;
    private final boolean tls;
    private final CertificatePins pins;
    private final Set<HttpConnection> used =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    public MinerHttp(Vertx vertx, MinerSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.tls = settings.scheme() == MinerSettings.Scheme.HTTPS;
        this.pins = CertificatePins.kept(vertx, settings.pinFile().map(Path::of));
        int connections = settings.pooledConnections();
        this.pooled = client(vertx, options(settings).setKeepAlive(true), connections);
        this.single = client(vertx, options(settings).setKeepAlive(false), 1);
        this.pooledSlots = new Slots(vertx, connections, "too many calls to this miner are already under way");
        this.singleSlots = new Slots(vertx, 1, "too many confirming reads of this miner are already under way");
        this.allSlots =
                new Slots(vertx, settings.budget().connections(), "too many calls to miners are already under way");
        this.hourly = new HourlyBudget(settings.budget().hourlyBytes(), System::nanoTime);
        this.large = new LargeBodies(vertx);
    }

    private static HttpClient client(Vertx vertx, HttpClientOptions options, int connections) {
        return vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(connections))
                .build();
    }

    private static HttpClientOptions options(MinerSettings settings) {
        boolean anyCertificate = settings.tls() != TlsMode.SYSTEM;
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout((int) settings.timeout().connect().toMillis())
                .setSslHandshakeTimeout(settings.timeout().connect().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setTrustAll(anyCertificate)
                .setVerifyHost(!anyCertificate)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxInitialLineLength(MOST_FIRST_LINE)
                .setMaxHeaderSize(MOST_HEADERS)
                .setMaxChunkSize(LARGEST_PIECE)
                .setMaxRedirects(0)
                .setDecompressionSupported(false);
    }

    /**
     * Sends a request and waits for the head of the answer. A pooled connection that turns out to be closed is
     * replaced once, within the same deadline; nothing else is repeated.
     */
    public Uni<Answer> open(MinerRequest request) {
        return Uni.createFrom().completionStage(() -> {
            Context context = Context.isOnEventLoopThread()
                    ? vertx.getOrCreateContext()
                    : ((VertxInternal) vertx).createEventLoopContext();
            Promise<Answer> result = Promise.promise();
            context.runOnContext(go -> attempt(request, request.fresh())
                    .recover(trouble -> trouble instanceof StalePooledConnection
                            ? attempt(request, true)
                            : Future.failedFuture(trouble))
                    .onComplete(result));
            return result.future().toCompletionStage();
        });
    }

    /** A pooled connection had been closed before the answer began. */
    private static final class StalePooledConnection extends RuntimeException {
        StalePooledConnection(FailureException failure) {
            super(failure);
        }
    }

    private Future<Answer> attempt(MinerRequest request, boolean ownConnection) {
        try {
            hourly.spend(0);
        } catch (FailureException spent) {
            return Future.failedFuture(spent);
        }
        Slots slots = ownConnection ? singleSlots : pooledSlots;
        HttpClient client = ownConnection ? single : pooled;
        Deadline deadline = request.deadline();
        return permit(slots, request)
                .compose(permit -> ownTime(deadline, prepare(request))
                        .onFailure(unprepared -> permit.giveBack())
                        .compose(prepared -> talk(request, prepared, client, new Exchange(vertx, permit, deadline))));
    }

    /**
     * One of the miner's slots first and one of the whole process's then: so a miner never has more places in the line
     * for the latter than it has slots, and cannot hold the others up for long.
     */
    private Future<Slots.Permit> permit(Slots slots, MinerRequest request) {
        Deadline deadline = request.deadline();
        Object miner = new InetSocketAddress(
                request.destination().address(), request.destination().port());
        return ownTime(deadline, slots.acquire(miner, deadline.patience()))
                .compose(own -> ownTime(deadline, allSlots.acquire(MinerHttp.class, deadline.patience()))
                        .<Slots.Permit>map(shared -> () -> {
                            shared.giveBack();
                            own.giveBack();
                        })
                        .onFailure(crowded -> own.giveBack()));
    }

    private static <T> Future<T> ownTime(Deadline deadline, Future<T> ours) {
        long since = System.nanoTime();
        return ours.onComplete(done -> deadline.queued(System.nanoTime() - since));
    }

    private static Future<Prepared> prepare(MinerRequest request) {
        Duration patience = Deadline.longer(request.deadline().patience(), LEAST_PREPARING);
        return Future.succeededFuture()
                .compose(go -> request.preparing().get())
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .recover(trouble -> Future.failedFuture(Troubles.whilePreparing(trouble)));
    }

    private Future<Answer> talk(MinerRequest request, Prepared prepared, HttpClient client, Exchange exchange) {
        return client.request(requestOptions(request))
                .recover(trouble -> {
                    FailureException failure = exchange.verdictOr(Troubles.whileConnecting(trouble, tls));
                    // Closed while it was taken from the pool; a new one that closes at once looks the same.
                    boolean stale = client == pooled && !exchange.killed() && trouble instanceof HttpClosedException;
                    exchange.close();
                    return Future.failedFuture(stale ? new StalePooledConnection(failure) : failure);
                })
                .compose(sending -> send(request, prepared, exchange, sending));
    }

    private RequestOptions requestOptions(MinerRequest request) {
        InetSocketAddress address = new InetSocketAddress(
                request.destination().address(), request.destination().port());
        return new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(address))
                .setHost(request.destination().host())
                .setPort(request.destination().port())
                .setSsl(tls)
                .setMethod(request.method())
                .setURI(request.path())
                .setFollowRedirects(false)
                .setConnectTimeout(connectLimit(request).toMillis());
    }

    private Duration connectLimit(MinerRequest request) {
        Duration shorter = Deadline.shorter(
                settings.timeout().connect(), request.deadline().remaining());
        return shorter.toMillis() < 1 ? Duration.ofMillis(1) : shorter;
    }

    private Future<Answer> send(MinerRequest request, Prepared prepared, Exchange exchange, HttpClientRequest sending) {
        HttpConnection connection = sending.connection();
        boolean reused = !used.add(connection);
        BodyTap tap = BodyTap.on(connection);
        exchange.connected(connection);
        if (exchange.killed()) {
            return Future.failedFuture(exchange.verdictOr(null));
        }
        try {
            if (tls && settings.tls() == TlsMode.PIN) {
                pins.check(request.hotkey(), connection);
            }
            prepared.headers().forEach(sending::putHeader);
        } catch (RuntimeException refused) {
            exchange.close();
            return Future.failedFuture(Troubles.whileConnecting(refused, tls));
        }
        sending.putHeader("Accept-Encoding", "identity");
        if (request.fresh()) {
            sending.putHeader("Cache-Control", "no-cache");
        }
        sending.continueHandler(interim -> exchange.interimAnswerCame());
        sending.earlyHintsHandler(interim -> exchange.interimAnswerCame());
        Future<HttpClientResponse> head = prepared.body() == null ? sending.send() : sending.send(prepared.body());
        return head.map(response ->
                        new Answer(vertx, exchange, response, tap, hourly, large, prepared, settings.chunk()))
                .recover(trouble -> {
                    FailureException failure = exchange.verdictOr(Troubles.whileTalking(trouble, "before it answered"));
                    boolean stale = reused && !exchange.killed() && Troubles.closed(trouble);
                    exchange.close();
                    return Future.failedFuture(stale ? new StalePooledConnection(failure) : failure);
                });
    }

    /** Closes every connection. */
    public void close() {
        pooled.close();
        single.close();
    }
}
