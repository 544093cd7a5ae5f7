package fairweather.gateway.rest;

import fairweather.runtime.InternalToken;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Lets nobody without the services' token past, except to the probes and metrics under {@code /q/}. */
@ApplicationScoped
public class InternalTokenRoute {
    /** Before every other route. */
    private static final int FIRST = Integer.MIN_VALUE + 1000;

    private final InternalToken token;

    public InternalTokenRoute(InternalToken token) {
        this.token = token;
    }

    void register(@Observes Router router) {
        router.route().order(FIRST).handler(this::check);
    }

    private void check(RoutingContext context) {
        boolean open = context.normalizedPath().startsWith("/q/");
        if (open || token.secret().admits(context.request().getHeader(HttpHeaders.AUTHORIZATION))) {
            context.next();
            return;
        }
        Problem problem = Problem.ofRequest(401, "the services' token is missing or wrong");
        context.response()
                .setStatusCode(problem.status())
                .putHeader("WWW-Authenticate", "Bearer")
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(problem.toJson().toBuffer());
    }
}
