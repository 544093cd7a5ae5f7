package fairweather.gateway.operation;

import fairweather.miner.operation.AskedMiner;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jboss.logging.Logger;

/** One log line and one measurement per call to a miner. */
public final class CallRecord {
    private static final Logger LOG = Logger.getLogger(CallRecord.class);

    private final MeterRegistry registry;

    public CallRecord(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param code OK or the code of the failure */
    public void note(String operation, AskedMiner miner, String code, Duration latency) {
        registry.timer("fairweather.miner.call", "operation", operation, "code", code)
                .record(latency);
        LOG.infof(
                "miner call operation=%s run_id=%d uid=%d code=%s latency_ms=%d",
                operation, miner.runId(), miner.uid(), code, latency.toMillis());
    }
}
