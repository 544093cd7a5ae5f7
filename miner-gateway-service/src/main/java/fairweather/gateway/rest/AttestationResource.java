package fairweather.gateway.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import fairweather.forecast.evidence.Attestation;
import fairweather.forecast.signature.SignatureScheme;
import fairweather.forecast.signature.Signer;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * Signs evidence with the validator's key, which is here and nowhere else. What is signed begins with words of its own, so
 * that it can be taken for no request to a miner.
 */
@Path("/internal/v1/attest")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AttestationResource {
    private final Signer validator;
    private final SignatureScheme scheme;

    public AttestationResource(Signer validator, SignatureScheme scheme) {
        this.validator = validator;
        this.scheme = scheme;
    }

    /** @param sha256 of the canonical bytes of a record */
    public record Wish(String sha256) {}

    /** The signature over {@link Attestation#text} and whose it is. */
    public record Signed(
            String scheme,
            String address,
            @JsonProperty("signature_base64") byte[] signature) {}

    @POST
    @Blocking
    public Signed attest(Wish wish) {
        return new Signed(scheme.id(), validator.address(), validator.sign(text(wish)));
    }

    private static byte[] text(Wish wish) {
        try {
            return Attestation.text(wish == null || wish.sha256() == null ? "" : wish.sha256());
        } catch (IllegalArgumentException malformed) {
            throw new BadRequest("sha256 is 64 lower-case hexadecimal digits");
        }
    }
}
