package fairweather.miner.operation;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.evidence.ChangedClaim;
import fairweather.forecast.manifest.FrozenManifest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The form in which manifests are stored. */
public final class Gzip {
    private Gzip() {}

    public static byte[] compress(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    /**
     * A manifest as it is kept. Hashes of the most files that one may list have a quarter of that; what is larger is padding,
     * which would go through every service and into the database.
     *
     * @throws FailureException with OVERSIZE if it is larger than {@link ChangedClaim#KEPT_BYTES}
     */
    static byte[] manifest(FrozenManifest manifest) throws IOException {
        byte[] packed = compress(manifest.json());
        if (packed.length > ChangedClaim.KEPT_BYTES) {
            throw new FailureException(
                    Code.OVERSIZE, "manifest.json has more than " + ChangedClaim.KEPT_BYTES + " bytes when packed");
        }
        return packed;
    }

    public static byte[] decompress(byte[] bytes) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return gzip.readAllBytes();
        }
    }
}
