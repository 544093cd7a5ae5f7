package fairweather.orchestrator.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Describes, for every operation, that whatever goes wrong is answered with a problem document. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ProblemResponses implements OASFilter {
    @Override
    public Operation filterOperation(Operation operation) {
        APIResponse problem = OASFactory.createAPIResponse()
                .description("A problem")
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))));
        operation.getResponses().removeAPIResponse("400");
        operation.getResponses().addAPIResponse("default", problem);
        return operation;
    }
}
