package fairweather.gateway.rest;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.failure.FailureException;
import fairweather.gateway.directory.MinerDirectory;
import fairweather.gateway.operation.CallRecord;
import fairweather.miner.client.Deadline;
import fairweather.miner.client.StatusException;
import fairweather.miner.operation.AskedMiner;
import fairweather.miner.operation.Freeze;
import fairweather.miner.operation.Initiate;
import fairweather.miner.operation.Poll;
import fairweather.miner.settings.MinerSettings;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The three questions that a miner is asked. A reply with status 200 speaks about the miner; any other is the
 * gateway's own trouble.
 */
@Path("/internal/v1/responses/{id}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class MinerResource {
    private final MinerDirectory directory;
    private final Initiate initiate;
    private final Poll poll;
    private final Freeze freeze;
    private final CallRecord record;
    private final MinerSettings.Timeout timeouts;

    public MinerResource(
            MinerDirectory directory,
            Initiate initiate,
            Poll poll,
            Freeze freeze,
            CallRecord record,
            MinerSettings settings) {
        this.directory = directory;
        this.initiate = initiate;
        this.poll = poll;
        this.freeze = freeze;
        this.record = record;
        this.timeouts = settings.timeout();
    }

    @POST
    @Path("initiate")
    public Uni<Reply> initiate(@PathParam("id") String id, String body) {
        Duration limit = CallerInput.limit(body, timeouts.initiate());
        return ask("initiate", id, miner -> initiate.run(miner, deadline(limit)), Reply.Initiated::of);
    }

    @POST
    @Path("poll")
    public Uni<Reply> poll(@PathParam("id") String id, String body) {
        Duration limit = CallerInput.limit(body, timeouts.poll());
        return ask("poll", id, miner -> poll.run(miner, deadline(limit)), Reply.Polled::of);
    }

    @POST
    @Path("freeze")
    public Uni<Reply> freeze(@PathParam("id") String id, String body) {
        Duration limit = CallerInput.limit(body, timeouts.access().plus(timeouts.manifest()));
        return ask("freeze", id, miner -> freeze.run(miner, deadline(limit)), Reply.Frozen::of);
    }

    private Deadline deadline(Duration limit) {
        return Deadline.in(limit, timeouts.queue());
    }

    private <R> Uni<Reply> ask(
            String operation, String id, Function<AskedMiner, Uni<R>> question, BiFunction<R, Long, Reply> answer) {
        int responseId = CallerInput.responseId(id);
        return directory.find(responseId).flatMap(miner -> {
            long start = System.nanoTime();
            return question.apply(miner)
                    .map(result -> {
                        Duration latency = since(start);
                        record.note(operation, miner, "OK", latency);
                        return answer.apply(result, latency.toMillis());
                    })
                    .onFailure()
                    .recoverWithUni(trouble -> failed(operation, miner, trouble, since(start)));
        });
    }

    private Uni<Reply> failed(String operation, AskedMiner miner, Throwable trouble, Duration latency) {
        Failure failure = failureOf(trouble).orElse(null);
        record.note(
                operation,
                miner,
                failure == null
                        ? Code.VALIDATOR_INTERNAL.name()
                        : failure.code().name(),
                latency);
        if (failure == null || failure.code() == Code.VALIDATOR_INTERNAL || failure.code() == Code.DATABASE) {
            return Uni.createFrom().failure(trouble);
        }
        Optional<StatusException> answered =
                trouble instanceof StatusException status ? Optional.of(status) : Optional.empty();
        return Uni.createFrom()
                .item(Reply.Failed.of(
                        failure,
                        latency.toMillis(),
                        answered.map(StatusException::status).orElse(null),
                        answered.flatMap(StatusException::retryAfter)));
    }

    private static Optional<Failure> failureOf(Throwable trouble) {
        return switch (trouble) {
            case FailureException failed -> Optional.of(failed.failure());
            case StatusException answered -> Optional.of(answered.failure());
            default -> Optional.empty();
        };
    }

    private static Duration since(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
