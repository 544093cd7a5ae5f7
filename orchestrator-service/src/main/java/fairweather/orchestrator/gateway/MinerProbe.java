package fairweather.orchestrator.gateway;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Has the gateway take a read-only look at the miner of one slot. */
public interface MinerProbe {
    /** No slot has this uid. */
    final class NoSuchMiner extends Exception {
        NoSuchMiner(int uid) {
            super("there is no miner in slot " + uid);
        }
    }

    /**
     * The gateway's report.
     *
     * @param cycle T0 that is asked about; empty: the latest run that the miner took part in
     * @throws IOException if the gateway gives none, which says nothing about the miner
     */
    JsonObject probe(int uid, Optional<Instant> cycle) throws IOException, NoSuchMiner;
}
