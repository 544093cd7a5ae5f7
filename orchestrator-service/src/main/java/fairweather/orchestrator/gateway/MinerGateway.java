package fairweather.orchestrator.gateway;

import fairweather.failure.Failure;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;

/** Speaks to miners for us. Only a typed reply says anything about the miner; the rest is our own trouble. */
public interface MinerGateway {
    /** What the gateway said. */
    public sealed interface Reply {
        /** The miner answered: the gateway's word for it, and the rest of the reply. */
        record Answer(String result, JsonObject body, Long latencyMs) implements Reply {}

        /**
         * The exchange with the miner failed; says something about the miner.
         *
         * @param retryAfter how long the miner asks to be left alone; zero if it does not
         */
        record Trouble(Failure failure, Long latencyMs, Duration retryAfter) implements Reply {}

        /** The gateway could not do its work; says nothing about the miner. */
        record Ours(String why) implements Reply {}
    }

    /** @param trace the trace parent of the job that asks, or null */
    Reply initiate(int responseId, String trace);

    Reply poll(int responseId, String trace);

    /** Store access, manifest, signature and metadata in one. */
    Reply freeze(int responseId, String trace);

    /** The hotkey that the gateway signs with; fails while the gateway is not there. */
    String identity() throws IOException;
}
