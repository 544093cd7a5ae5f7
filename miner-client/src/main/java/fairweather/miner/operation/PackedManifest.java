package fairweather.miner.operation;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.evidence.ChangedClaim;
import fairweather.forecast.manifest.FrozenManifest;
import fairweather.forecast.manifest.Gzipped;

/**
 * A manifest as it is kept. Hashes of the most files that one may list have a quarter of the bound; what is larger is
 * padding, which would go through every service and into the database.
 */
final class PackedManifest {
    private PackedManifest() {}

    /** @throws FailureException with OVERSIZE if it is larger than {@link ChangedClaim#KEPT_BYTES} */
    static byte[] of(FrozenManifest manifest) {
        byte[] packed = Gzipped.pack(manifest.json());
        if (packed.length > ChangedClaim.KEPT_BYTES) {
            throw new FailureException(
                    Code.OVERSIZE, "manifest.json has more than " + ChangedClaim.KEPT_BYTES + " bytes when packed");
        }
        return packed;
    }
}
