package fairweather.gateway.rest;

import fairweather.failure.FailureException;
import fairweather.forecast.evidence.EvidenceJson;
import fairweather.forecast.evidence.IntegrityException;
import fairweather.forecast.key.ObjectKey;
import fairweather.gateway.directory.MinerDirectory;
import fairweather.gateway.operation.CallRecord;
import fairweather.gateway.operation.StoreObjects;
import fairweather.miner.client.Answer;
import fairweather.miner.client.StatusException;
import fairweather.miner.operation.AskedMiner;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * {@code GET /internal/v1/responses/{id}/objects/{key}}: the bytes of one object of a frozen store as the miner sends
 * them. A route of the HTTP server itself, because the connection has to be reset when the bytes break off. With {@code
 * ?fresh=true} a new connection is made and caches are passed by.
 */
@ApplicationScoped
public class ObjectRoute {
    private static final Logger LOG = Logger.getLogger(ObjectRoute.class);

    private static final String OBJECTS = "/objects/";

    private final MinerDirectory directory;
    private final StoreObjects objects;
    private final CallRecord record;

    public ObjectRoute(MinerDirectory directory, StoreObjects objects, CallRecord record) {
        this.directory = directory;
        this.objects = objects;
        this.record = record;
    }

    void register(@Observes Router router) {
        router.get("/internal/v1/responses/:id/objects/*").handler(this::handle);
    }

    private void handle(RoutingContext context) {
        try {
            int responseId = CallerInput.responseId(context.pathParam("id"));
            ObjectKey key = key(rawKey(context.request().path()));
            boolean fresh = "true".equals(context.request().getParam("fresh"));
            directory
                    .find(responseId)
                    .flatMap(miner -> open(miner, key, fresh)
                            .map(answer -> new Relay(context, answer, objects.cap(key), outcome(miner))))
                    .subscribe()
                    .with(Relay::start, trouble -> refuse(context, trouble));
        } catch (BadRequest malformed) {
            refuse(context, malformed);
        }
    }

    /** The name as the caller wrote it: the router's own parameter has lost doubled slashes and escapes. */
    private static String rawKey(String path) {
        return path.substring(path.indexOf(OBJECTS) + OBJECTS.length());
    }

    private Uni<Answer> open(AskedMiner miner, ObjectKey key, boolean fresh) {
        Relay.Outcome outcome = outcome(miner);
        return Uni.createFrom()
                .deferred(() -> objects.open(miner, key, fresh))
                .onFailure()
                .invoke(trouble -> outcome.ended(codeOf(trouble)));
    }

    private Relay.Outcome outcome(AskedMiner miner) {
        long start = System.nanoTime();
        return code -> record.note("object", miner, code, Duration.ofNanos(System.nanoTime() - start));
    }

    private static ObjectKey key(String text) {
        try {
            return ObjectKey.of(text);
        } catch (FailureException malformed) {
            throw new BadRequest("the name of an object breaks the rules for keys");
        }
    }

    private static String codeOf(Throwable trouble) {
        return Problem.of(trouble).code();
    }

    /** Logs the gateway's own trouble; a miner's is in the record of calls. */
    static Problem note(Throwable trouble) {
        Problem problem = Problem.of(trouble);
        if (problem.ours()) {
            LOG.errorf(trouble, "the gateway's own trouble code=%s", problem.code());
        }
        return problem;
    }

    static void refuse(RoutingContext context, Throwable trouble) {
        Problem problem = note(trouble);
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        if (trouble instanceof StatusException answered) {
            answered.retryAfter()
                    .ifPresent(wait ->
                            context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds())));
        }
        context.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(document(problem, trouble).toBuffer());
    }

    /** What was found of a changed forecast goes with the problem, for whoever writes it down. */
    private static JsonObject document(Problem problem, Throwable trouble) {
        JsonObject document = problem.toJson();
        if (trouble instanceof IntegrityException changed) {
            document.put("evidence", new JsonObject(EvidenceJson.text(changed.finding())));
        }
        return document;
    }
}
