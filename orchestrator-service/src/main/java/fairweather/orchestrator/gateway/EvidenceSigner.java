package fairweather.orchestrator.gateway;

import fairweather.forecast.evidence.Attestation;
import java.io.IOException;

/** Signs evidence with the validator's key. */
public interface EvidenceSigner {
    /**
     * @param sha256 of a record's canonical bytes, in lower-case hex
     * @throws IOException while whoever has the key is not there
     */
    Attestation attest(String sha256) throws IOException;
}
