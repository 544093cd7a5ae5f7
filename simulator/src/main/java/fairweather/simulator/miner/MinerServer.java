package fairweather.simulator.miner;

import fairweather.forecast.protocol.MinerWords;
import fairweather.simulator.protocol.Reply;
import fairweather.simulator.protocol.Request;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Puts a {@link Miner} on an ephemeral port. All computing happens on worker threads, none on an event loop. */
public final class MinerServer {
    private static final System.Logger LOG = System.getLogger("fairweather.simulator");
    private static final int MAX_BODY_BYTES = 1 << 20;

    private final Vertx vertx;
    private final String host;
    private final WorkerExecutor talk;
    private final WorkerExecutor computing;

    /**
     * @param talk for the polls, which must not wait for a forecast that is being computed
     * @param computing for all that may compute a forecast or a chunk
     */
    public MinerServer(Vertx vertx, String host, WorkerExecutor talk, WorkerExecutor computing) {
        this.vertx = vertx;
        this.host = host;
        this.talk = talk;
        this.computing = computing;
    }

    /** Starts to listen; the result knows its port. */
    public Future<HttpServer> listen(Miner miner) {
        HttpServerOptions options =
                new HttpServerOptions().setHost(host).setPort(0).setTcpNoDelay(true);
        return vertx.createHttpServer(options)
                .requestHandler(request -> receive(miner, request))
                .listen();
    }

    private void receive(Miner miner, HttpServerRequest request) {
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() <= MAX_BODY_BYTES) {
                body.appendBuffer(part);
            }
        });
        request.endHandler(end -> {
            if (body.length() > MAX_BODY_BYTES) {
                send(request, Reply.error(413, MinerWords.ERROR, "The body is too long."));
            } else {
                answer(miner, request, body.getBytes());
            }
        });
    }

    private void answer(Miner miner, HttpServerRequest request, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        Request call = new Request(request.method().name(), request.uri(), headers, body);
        WorkerExecutor executor = call.path().equals(MinerWords.PATH_POLL) ? talk : computing;
        executor.executeBlocking(() -> miner.answer(call), false)
                .onSuccess(reply -> send(request, reply))
                .onFailure(trouble -> {
                    LOG.log(System.Logger.Level.ERROR, "A request could not be answered", trouble);
                    send(request, Reply.error(500, MinerWords.ERROR, "internal error"));
                });
    }

    private static void send(HttpServerRequest request, Reply reply) {
        if (reply == Reply.NEVER) {
            return;
        }
        HttpServerResponse response = request.response().setStatusCode(reply.status());
        if (response.closed()) {
            return;
        }
        if (reply.raw() != null) {
            RawSender.send(request, reply.raw());
            return;
        }
        reply.headers().forEach(response::putHeader);
        if (request.method() == HttpMethod.HEAD) {
            response.putHeader("content-length", Integer.toString(reply.body().length))
                    .end();
        } else {
            response.end(Buffer.buffer(reply.body()));
        }
    }
}
