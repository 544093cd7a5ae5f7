package fairweather.orchestrator.rest;

import fairweather.database.Database;
import fairweather.database.Database.Session;
import fairweather.failure.Category;
import fairweather.job.JobType;
import fairweather.orchestrator.calendar.RunOpener;
import fairweather.orchestrator.machine.Stage;
import fairweather.orchestrator.replay.Replay;
import fairweather.run.RunStatus;
import fairweather.trace.TraceParent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Runs: open, list, look into, cancel. */
@Path("/api/v1/runs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "runs")
public class RunsResource {
    private final Database database;
    private final RunQueries queries;
    private final TimelineQuery timelines;
    private final Refolding refolding;
    private final Redriving redriving;
    private final RunOpener opener;
    private final ReplayChanges replays;
    private final AdminConfig config;

    RunsResource(
            Database database,
            RunQueries queries,
            TimelineQuery timelines,
            Refolding refolding,
            Redriving redriving,
            RunOpener opener,
            ReplayChanges replays,
            AdminConfig config) {
        this.database = database;
        this.queries = queries;
        this.timelines = timelines;
        this.refolding = refolding;
        this.redriving = redriving;
        this.opener = opener;
        this.replays = replays;
        this.config = config;
    }

    @POST
    @Operation(
            operationId = "openRun",
            summary = "Open a run",
            description = "Idempotent by series and cycle: a run that lives already is answered with 200. A repeat "
                    + "also adds miners that are missing while the run still queries. What is held back at the opening, "
                    + "or from now on in a run that lives already, is a hold like any other: see `/api/v1/holds`. A range "
                    + "of past cycles becomes a series of its own, which counts for nothing and whose runs are opened as "
                    + "earlier ones end: see `/api/v1/replays`. It is idempotent by all that is asked for; 409 if the name "
                    + "is taken.")
    @APIResponse(
            responseCode = "201",
            description = "Opened",
            content = @Content(schema = @Schema(implementation = RunSummary.class)))
    @APIResponse(
            responseCode = "200",
            description = "It lives already",
            content = @Content(schema = @Schema(implementation = RunSummary.class)))
    @APIResponse(
            responseCode = "202",
            description = "A range: the replay, which opens its runs one after another",
            content = @Content(schema = @Schema(implementation = ReplayView.class)))
    public RestResponse<?> open(
            RunRequest request,
            @HeaderParam(TraceParent.HEADER)
                    @Parameter(description = "Where the caller is in its trace (W3C); the run and all its work join it")
                    String traceParent) {
        RunRequest body = Input.body(request);
        Operator operator = Operator.of(body.actor(), body.reason());
        if (body.ofRange()) {
            return replay(body.range(uids(body.uids())), operator);
        }
        String series = Input.text("series", body.series(), 64);
        Instant cycle = Input.instant("cycle", body.cycle());
        RunOpener.Wishes wishes = new RunOpener.Wishes(
                uids(body.uids()), body.held(), TraceParent.parse(traceParent).orElse(null));
        return switch (opener.open(series, cycle, operator.actor(), operator.reason(), wishes)) {
            case RunOpener.Result.Opened(int id) -> {
                String what = "opened run " + id + " (" + series + ", " + cycle + ")";
                write(tx -> operator.log(tx, null, id, null, what));
                yield answer(RestResponse.Status.CREATED, id);
            }
            case RunOpener.Result.Live(int id) -> {
                String held = wishes.held().isEmpty()
                        ? ""
                        : " with " + wishes.held().stream().map(JobType::word).collect(Collectors.joining(", "))
                                + " held back";
                String what = "asked again for run " + id + " (" + series + ", " + cycle + ")" + held;
                write(tx -> operator.record(tx, null, id, null, what));
                yield answer(RestResponse.Status.OK, id);
            }
            case RunOpener.Result.Refused(RunOpener.Result.Kind kind, String reason) ->
                throw switch (kind) {
                    case UNKNOWN_SERIES, BAD_CYCLE -> Refusal.badRequest(reason);
                    case CONFLICT -> Refusal.conflict(reason);
                    case UNAVAILABLE -> Refusal.unavailable(reason);
                };
        };
    }

    private RestResponse<ReplayView> replay(Replay wanted, Operator operator) {
        ReplayView replay = replays.start(wanted, operator);
        return RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, replay)
                .location(URI.create("/api/v1/replays/" + replay.name()))
                .build();
    }

    private List<Integer> uids(List<Integer> uids) {
        if (uids == null) {
            return null;
        }
        if (uids.isEmpty()) {
            throw Refusal.badRequest("uids is empty: leave it out for all miners");
        }
        for (Integer uid : uids) {
            if (uid == null || uid < 0 || uid >= config.slots()) {
                throw Refusal.badRequest("uids must be 0 to " + (config.slots() - 1));
            }
        }
        if (new HashSet<>(uids).size() < uids.size()) {
            throw Refusal.badRequest("uids has a slot twice");
        }
        return uids;
    }

    private void write(Consumer<Session> what) {
        database.transaction(tx -> {
            what.accept(tx);
            return null;
        });
    }

    private RestResponse<RunSummary> answer(RestResponse.Status status, int id) {
        return RestResponse.ResponseBuilder.create(status, queries.summary(id))
                .location(URI.create("/api/v1/runs/" + id))
                .build();
    }

    @GET
    @Operation(operationId = "listRuns", summary = "List runs", description = "The newest first.")
    public Listing<RunSummary> list(
            @QueryParam("series") String series,
            @QueryParam("status") @Parameter(description = "A run status, for example completed") String status,
            @QueryParam("limit")
                    @Parameter(description = "1 to 200, default 50", schema = @Schema(implementation = Integer.class))
                    String limit,
            @QueryParam("after") @Parameter(description = "The `next` of the page before") String after) {
        RunStatus wanted = Input.word("status", status, RunStatus.class);
        return queries.list(
                Input.optionalText("series", series, 64),
                wanted == null ? null : wanted.word(),
                PageRequest.of(limit, after, 1));
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getRun", summary = "A run with its progress")
    public RunDetail detail(@PathParam("id") int id) {
        return queries.detail(id);
    }

    @GET
    @Path("/{id}/board")
    @Operation(operationId = "getBoard", summary = "The leaderboard of a run")
    public Board board(@PathParam("id") int id) {
        return queries.board(id);
    }

    @GET
    @Path("/{id}/miners/{uid}/timeline")
    @Operation(
            operationId = "getTimeline",
            summary = "What happened to a miner in a run",
            description = "Its outcomes, steps, transitions, log lines and jobs, the oldest first.")
    public Listing<TimelineEntry> timeline(
            @PathParam("id") int id,
            @PathParam("uid") int uid,
            @QueryParam("limit")
                    @Parameter(description = "1 to 200, default 50", schema = @Schema(implementation = Integer.class))
                    String limit,
            @QueryParam("after") @Parameter(description = "The `next` of the page before") String after) {
        return timelines.of(id, uid, PageRequest.of(limit, after, 3));
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(
            operationId = "cancelRun",
            summary = "Cancel a run",
            description = "Writes the outcome; the fold then ends the run as abandoned.")
    @APIResponse(
            responseCode = "202",
            description = "The cancellation is written",
            content = @Content(schema = @Schema(implementation = Accepted.class)))
    public RestResponse<Accepted> cancel(@PathParam("id") int id, OperatorRequest request) {
        Operator operator = OperatorRequest.operator(request);
        long outcome = database.transaction(tx -> RunCancelling.cancel(tx, id, operator));
        return RestResponse.status(RestResponse.Status.ACCEPTED, new Accepted(outcome));
    }

    @POST
    @Path("/{id}/refold")
    @Operation(
            operationId = "refoldRun",
            summary = "Fold the parked outcomes of a run itself again",
            description = "For outcomes that are about no single response. 409 if none is parked.")
    @APIResponse(
            responseCode = "202",
            description = "The fold will read them",
            content = @Content(schema = @Schema(implementation = Refolded.class)))
    public RestResponse<Refolded> refold(@PathParam("id") int id, OperatorRequest request) {
        int outcomes = refolding.run(id, OperatorRequest.operator(request));
        return RestResponse.status(RestResponse.Status.ACCEPTED, new Refolded(outcomes));
    }

    @POST
    @Path("/{id}/redrive")
    @Operation(
            operationId = "redriveRun",
            summary = "Have the work of a run's dead jobs done again",
            description =
                    "As for one job, for all failed responses of the run, or those that failed at a stage or with "
                            + "a category. 409 if the run has ended. What came before the freeze is not done again once a "
                            + "miner could know the weather: 409 if that stage is named, else left out.")
    @APIResponse(
            responseCode = "202",
            description = "The fold will lead them back",
            content = @Content(schema = @Schema(implementation = Redriven.class)))
    public RestResponse<Redriven> redrive(@PathParam("id") int id, RedriveRequest request) {
        RedriveRequest body = Input.body(request);
        Operator operator = Operator.of(body.actor(), body.reason());
        Stage stage = Input.word("stage", body.stage(), Stage.class);
        Category category = Input.word("category", body.category(), Category.class);
        List<Long> jobs = redriving.run(id, stage, category == null ? null : category.word(), operator);
        return RestResponse.status(RestResponse.Status.ACCEPTED, new Redriven(jobs));
    }
}
