package fairweather.orchestrator.rest;

import fairweather.job.JobStatus;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Jobs: list, look into, make due, cancel. */
@Path("/api/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "jobs")
public class JobsResource {
    private final JobQueries queries;
    private final JobChanges changes;
    private final Redriving redriving;

    JobsResource(JobQueries queries, JobChanges changes, Redriving redriving) {
        this.queries = queries;
        this.changes = changes;
        this.redriving = redriving;
    }

    @GET
    @Operation(operationId = "listJobs", summary = "List jobs", description = "The newest first.")
    public Listing<JobSummary> list(
            @QueryParam("status") @Parameter(description = "For example retry_scheduled") String status,
            @QueryParam("type") @Parameter(description = "For example weather.day1") String type,
            @QueryParam("run_id") @Parameter(schema = @Schema(implementation = Integer.class)) String runId,
            @QueryParam("uid") @Parameter(schema = @Schema(implementation = Integer.class)) String uid,
            @QueryParam("limit")
                    @Parameter(description = "1 to 200, default 50", schema = @Schema(implementation = Integer.class))
                    String limit,
            @QueryParam("after") @Parameter(description = "The `next` of the page before") String after) {
        JobStatus wanted = Input.word("status", status, JobStatus.class);
        if (type != null) {
            Input.jobType("type", type);
        }
        JobQueries.Filter filter = new JobQueries.Filter(
                wanted == null ? null : wanted.word(), type, Input.number("run_id", runId), Input.number("uid", uid));
        return queries.list(filter, PageRequest.of(limit, after, 1));
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getJob", summary = "A job with its log lines and outcomes")
    public JobDetail detail(@PathParam("id") long id) {
        return queries.detail(id);
    }

    @POST
    @Path("/{id}/retry")
    @Operation(
            operationId = "retryJob",
            summary = "Make a waiting job due now",
            description = "409 for a job that runs or is finished.")
    public JobDetail retry(@PathParam("id") long id, OperatorRequest request) {
        changes.retry(id, OperatorRequest.operator(request));
        return queries.detail(id);
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(
            operationId = "cancelJob",
            summary = "Cancel an unfinished job",
            description = "The worker that holds it writes nothing more; the fold then ends the response or run the "
                    + "job was for. 409 for a finished job and for a truth job.")
    public JobDetail cancel(@PathParam("id") long id, OperatorRequest request) {
        changes.cancel(id, OperatorRequest.operator(request));
        return queries.detail(id);
    }

    @POST
    @Path("/{id}/redrive")
    @Operation(
            operationId = "redriveJob",
            summary = "Have the work of a dead job done again",
            description = "For the last job of a failed response of a run that goes on. The fold leads the response "
                    + "back to where the stage that failed begins, with a new job that names this one and with the "
                    + "whole retry budget; what earlier stages brought stays. 409 for any other job.")
    public JobDetail redrive(@PathParam("id") long id, OperatorRequest request) {
        redriving.job(id, OperatorRequest.operator(request));
        return queries.detail(id);
    }
}
