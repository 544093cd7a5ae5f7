package fairweather.scoring.service;

import fairweather.reference.object.Transfer;
import fairweather.reference.object.Transfers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts what is exchanged with archives, and remembers which of them do not answer as they should. */
@Singleton
public class ArchiveTraffic implements Transfers {
    private final MeterRegistry registry;
    private final Map<String, String> troubles = new TreeMap<>();

    ArchiveTraffic(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void ended(Transfer transfer) {
        Timer.builder("fairweather.archive.requests")
                .description("Requests to archives of reference data, by how they end")
                .tag("host", transfer.host())
                .tag("what", transfer.what())
                .tag("end", transfer.outcome())
                .register(registry)
                .record(transfer.took());
        Counter.builder("fairweather.archive.received")
                .description("Bytes from archives of reference data")
                .baseUnit("bytes")
                .tag("host", transfer.host())
                .register(registry)
                .increment(transfer.bytes());
        remember(transfer);
    }

    private synchronized void remember(Transfer transfer) {
        if (transfer.sound()) {
            troubles.remove(transfer.host());
        } else if (!transfer.outcome().equals(Transfer.INTERRUPTED)) {
            troubles.put(transfer.host(), transfer.outcome());
        }
    }

    /** The hosts whose last request failed, each with how, for an operator; empty if there is none. */
    synchronized Optional<String> trouble() {
        return troubles.isEmpty()
                ? Optional.empty()
                : Optional.of(troubles.entrySet().stream()
                        .map(host -> host.getKey() + ": " + host.getValue())
                        .collect(Collectors.joining(", ")));
    }
}
