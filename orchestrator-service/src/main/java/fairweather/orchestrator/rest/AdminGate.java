package fairweather.orchestrator.rest;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Stands before the admin API: no call without the token, if one is set, and a problem document for addresses that no
 * resource serves. The service does not start where the API would be open to other machines.
 */
@Singleton
public class AdminGate {
    /** Before every other route. */
    private static final int FIRST = Integer.MIN_VALUE + 1000;

    /** Probes, metrics and the description of the API are open. */
    private static final String OPEN = "/q/";

    private static final Problem TOO_LARGE = Problem.of(413, "the body is too large");

    private final AdminToken token;
    private final long largestBody;

    AdminGate(
            AdminConfig config,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10M") MemorySize largestBody) {
        this.token = AdminToken.of(host, config.adminToken());
        this.largestBody = largestBody.asLongValue();
    }

    void register(@Observes Router router) {
        router.route().order(FIRST).handler(this::check);
        router.errorHandler(404, context -> answer(context, Problem.of(404, "there is nothing at this address")));
        router.errorHandler(413, context -> answer(context, TOO_LARGE));
    }

    private void check(RoutingContext context) {
        boolean open = context.normalizedPath().startsWith(OPEN);
        if (!open && !token.admits(context.request().getHeader(HttpHeaders.AUTHORIZATION))) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            answer(context, Problem.of(401, "the admin token is missing or wrong"));
        } else if (announcedBody(context) > largestBody) {
            // The rest of the request is not read, so the connection is of no use for another one.
            context.response()
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .endHandler(ended -> context.request().connection().close());
            answer(context, TOO_LARGE);
        } else {
            context.next();
        }
    }

    /** The length that the caller announces; 0 if none, or none that can be. */
    private static long announcedBody(RoutingContext context) {
        try {
            String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }

    private static void answer(RoutingContext context, Problem problem) {
        if (!context.response().headWritten()) {
            context.response()
                    .setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(problem.toJson().toBuffer());
        }
    }
}
