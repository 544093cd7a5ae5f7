package fairweather.gateway.rest;

import fairweather.miner.client.RequestSigner;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Who we are to miners: the address that belongs into a run's {@code validator_hotkey}. */
@Path("/internal/v1/identity")
@Produces(MediaType.APPLICATION_JSON)
public class IdentityResource {
    private final Identity identity;

    public IdentityResource(RequestSigner signer) {
        this.identity = new Identity(signer.address());
    }

    public record Identity(String hotkey) {}

    @GET
    public Uni<Identity> identity() {
        return Uni.createFrom().item(identity);
    }
}
