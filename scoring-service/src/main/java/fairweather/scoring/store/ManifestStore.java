package fairweather.scoring.store;

import fairweather.database.Database;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.manifest.Gzipped;
import fairweather.forecast.manifest.Manifest;
import fairweather.hash.Sha256;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;

/** Reads what a miner committed to. */
public final class ManifestStore {
    private static final String MANIFEST =
            "SELECT manifest_hash, manifest_gzip FROM forecast_manifests WHERE response_id = $1";

    private final Database database;

    public ManifestStore(Database database) {
        this.database = database;
    }

    /** @throws FailureException VALIDATOR_INTERNAL if there is none or our copy is damaged: that is no miner's fault */
    public Manifest manifest(int responseId) {
        Row row = database.first(MANIFEST, responseId)
                .orElseThrow(() -> damaged("no manifest is frozen for the response " + responseId, null));
        byte[] json = unpacked(row.getBuffer("manifest_gzip").getBytes());
        if (!Sha256.hex(json).equals(row.getString("manifest_hash"))) {
            throw damaged("the stored manifest does not have its own hash", null);
        }
        return Manifest.parse(json, Caps.DEFAULT);
    }

    private static byte[] unpacked(byte[] gzip) {
        try {
            return Gzipped.unpack(gzip, Caps.DEFAULT.manifest());
        } catch (IOException broken) {
            throw damaged("the stored manifest cannot be unpacked", broken);
        }
    }

    private static FailureException damaged(String sentence, Throwable cause) {
        return new FailureException(Code.VALIDATOR_INTERNAL, sentence, cause);
    }
}
