package fairweather.orchestrator.rest;

import io.quarkus.runtime.StartupEvent;
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

    private static final String API = "/api";

    private final AdminToken token;

    AdminGate(AdminConfig config, @ConfigProperty(name = "quarkus.http.host") String host) {
        this.token = AdminToken.of(host, config.adminToken());
    }

    /** Makes this bean, and so the check of the address, part of the start. */
    void start(@Observes StartupEvent started) {}

    void register(@Observes Router router) {
        router.route().order(FIRST).handler(this::check);
        router.errorHandler(404, context -> answer(context, Problem.of(404, "there is nothing at this address")));
        router.errorHandler(413, context -> answer(context, Problem.of(413, "the body is too large")));
    }

    private void check(RoutingContext context) {
        boolean open = !context.normalizedPath().startsWith(API);
        if (open || token.admits(context.request().getHeader(HttpHeaders.AUTHORIZATION))) {
            context.next();
            return;
        }
        context.response().putHeader("WWW-Authenticate", "Bearer");
        answer(context, Problem.of(401, "the admin token is missing or wrong"));
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
