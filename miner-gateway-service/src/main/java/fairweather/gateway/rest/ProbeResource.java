package fairweather.gateway.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.gateway.directory.MinerDirectory;
import fairweather.miner.operation.AskedMiner;
import fairweather.miner.probe.Probe;
import fairweather.miner.probe.ReportJson;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The read-only look at one slot's miner that an operator asks for; it leaves no trace in the database. */
@Path("/internal/v1/miners/{uid}/probe")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ProbeResource {
    private final MinerDirectory directory;
    private final Probe probe;
    private final InstantSource clock;

    public ProbeResource(MinerDirectory directory, Probe probe, InstantSource clock) {
        this.directory = directory;
        this.probe = probe;
        this.clock = clock;
    }

    /** The report, whatever it says of the miner; any other status than 200 is about the gateway or its caller. */
    @POST
    public Uni<ObjectNode> probe(@PathParam("uid") String uid, String body) {
        Optional<Instant> cycle = CallerInput.cycle(body);
        Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
        return directory
                .holder(CallerInput.uid(uid), cycle, today)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map((AskedMiner miner) -> ReportJson.write(probe.run(miner)));
    }
}
