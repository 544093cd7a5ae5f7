package fairweather.job.memory;

import fairweather.job.HostLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Where the miners are and how fast their hosts may be spoken to. */
final class Hosts {
    private final IntFunction<String> hostOfMiner;
    private final Map<String, Instant> freeAt = new HashMap<>();

    /** @param hostOfMiner null for a miner without a known host */
    Hosts(IntFunction<String> hostOfMiner) {
        this.hostOfMiner = hostOfMiner;
    }

    /** Null for a job without a miner or with one whose host is not known. */
    String of(JobEntry job) {
        return job.created.minerUid() == null ? null : hostOfMiner.apply(job.created.minerUid());
    }

    /** How many more conversations may begin now, as far as the pace is concerned. */
    long starts(String host, HostLimit limit, Instant now) {
        return limit.room(Duration.between(now, freeAt.getOrDefault(host, now)));
    }

    /** When the next conversation may begin at its pace; null for a host that has not been spoken to. */
    Instant next(String host, HostLimit limit) {
        Instant free = freeAt.get(host);
        return free == null ? null : free.minus(limit.credit());
    }

    /** The soonest time at which a host that is at its pace may be spoken to again. */
    Optional<Instant> next(HostLimit limit, Instant now) {
        return freeAt.keySet().stream()
                .filter(host -> starts(host, limit, now) <= 0)
                .map(host -> next(host, limit))
                .min(Instant::compareTo);
    }

    void begin(String host, HostLimit limit, Instant now) {
        Instant from = freeAt.getOrDefault(host, now);
        freeAt.put(host, (from.isBefore(now) ? now : from).plus(limit.pace()));
    }
}
