package fairweather.orchestrator.rest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Whatever goes wrong leaves as a problem document, without a stack trace. */
public class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    private static final String WHOLE_NUMBER = "a whole number of the expected size";

    @ServerExceptionMapper
    public Response refused(Refusal refusal) {
        return response(Problem.of(refusal.status(), refusal.getMessage()));
    }

    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException failure) {
        return response(Problem.of(400, sentence(failure)));
    }

    /** The framework's own refusals: no such path, method or media type, a path parameter or a body it cannot read. */
    @ServerExceptionMapper
    public Response framework(WebApplicationException failure) {
        int status = failure.getResponse().getStatus();
        if (status >= 500) {
            return unexpected(failure);
        }
        if (failure.getCause() instanceof JsonProcessingException json) {
            return response(Problem.of(status, sentence(json)));
        }
        Response.ResponseBuilder answer = builder(Problem.of(status, sentence(status)));
        String allow = failure.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? answer.build()
                : answer.header(HttpHeaders.ALLOW, allow).build();
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable failure) {
        String incident = UUID.randomUUID().toString();
        LOG.errorf(failure, "a request failed unexpectedly incident=%s", incident);
        return response(Problem.unexpected(incident));
    }

    private static String sentence(int status) {
        return switch (status) {
            case 400 -> "the request cannot be read";
            case 404 -> "there is nothing at this address";
            case 405 -> "this address does not know that method";
            case 406 -> "only application/json can be answered";
            case 415 -> "the body must be application/json";
            default -> "the request is refused";
        };
    }

    private static String sentence(JsonProcessingException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException unknown -> "there is no field " + path(unknown);
            case MismatchedInputException mismatch
            when !mismatch.getPath().isEmpty() -> path(mismatch) + " is not " + expected(mismatch.getTargetType());
            case MismatchedInputException mismatch -> "the body is not the JSON object that is expected";
            case JsonMappingException mapping
            when mapping.getCause() instanceof InputCoercionException -> path(mapping) + " is not " + WHOLE_NUMBER;
            default -> "the body is not JSON" + place(failure.getLocation());
        };
    }

    private static String place(JsonLocation location) {
        return location == null
                ? ""
                : ": the trouble is at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String expected(Class<?> type) {
        if (type == Integer.class || type == Long.class) {
            return WHOLE_NUMBER;
        }
        if (type == String.class) {
            return "a text";
        }
        return type != null && Iterable.class.isAssignableFrom(type) ? "a list" : "of the expected type";
    }

    private static String path(JsonMappingException failure) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : failure.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static Response response(Problem problem) {
        return builder(problem).build();
    }

    private static Response.ResponseBuilder builder(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    }
}
