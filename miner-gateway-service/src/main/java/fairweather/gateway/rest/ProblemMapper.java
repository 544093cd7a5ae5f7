package fairweather.gateway.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Whatever goes wrong leaves as a problem document, without a stack trace. */
public class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @ServerExceptionMapper
    public Response any(Throwable trouble) {
        return response(trouble);
    }

    @ServerExceptionMapper
    public Response refused(WebApplicationException trouble) {
        return response(trouble);
    }

    private static Response response(Throwable trouble) {
        Problem problem = Problem.of(trouble);
        if (problem.status() >= 500) {
            LOG.errorf(trouble, "the gateway's own trouble code=%s", problem.code());
        }
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }
}
