package fairweather.simulator;

import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.Signer;
import fairweather.hash.Sha256;
import java.nio.charset.StandardCharsets;

/** The keys of simulated miners. They follow from the fleet's seed and the uid, and so are nobody's secret. */
public final class MinerKeys {
    private MinerKeys() {}

    public static Signer signer(long fleetSeed, int uid) {
        String text = "fairweather simulator, fleet " + fleetSeed + ", miner " + uid;
        return Ed25519.signer(Sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
