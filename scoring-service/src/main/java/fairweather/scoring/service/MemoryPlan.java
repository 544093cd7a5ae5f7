package fairweather.scoring.service;

import fairweather.memory.MemoryBudget;
import fairweather.memory.MemoryNeed;
import fairweather.memory.Permit;
import fairweather.memory.ProcessMemory;
import fairweather.scoring.child.ChildWorkplace;
import fairweather.scoring.forecast.ReadingMemory;
import fairweather.scoring.forecast.Workplace;
import fairweather.scoring.service.ScoringConfig.Place;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How much memory each kind of job is given, and from where.
 *
 * <p>{@code day1} and {@code era5} begin with what any forecast needs before its metadata are known
 * ({@link ReadingMemory#BASE}, 16 MiB). Then they ask for what the metadata say: 17 MiB in
 * all for the demonstration's grid of 1°, 33 MiB for a field of 0.25° in a chunk of its own. In a child process the same
 * is taken from the machine instead of the heap, with what a JVM is beside its heap (112 MiB, 176 MiB if it is large).
 * Whatever a forecast is like, there must be room for one: {@link #requireRoomForAnyForecast}.
 *
 * <p>{@code seed} and {@code truth} decode one reference field at a time. Of 0.25° that is 721 x 1440 float32 = 4 MiB, of
 * which up to six are held at once (unpacked, in our orientation, the payload to be hashed, the payload to be written,
 * the file being written, and one more within the decoder): 24 MiB. Beside it there are the bytes that a provider sent
 * for it: of a GFS file at most four ranges of 16 MiB, which is what a seed has; of a chunk with all 37 levels of a truth
 * what holds the wanted ones, packed, at most the whole of some 100 MiB; of a directory a file, twice (as read, and its
 * message). Archives with larger objects need a larger setting.
 */
final class MemoryPlan {
    private static final long MIB = 1 << 20;

    private static final String MORE_HEAP = "raise -Xmx, or the memory of the machine or container if that is less";
    private static final String MORE_MACHINE = "raise the memory of the machine or container, or lower -Xmx";

    private final ProcessMemory memory;
    private final ScoringConfig.Scoring config;
    private final Workplace children;

    MemoryPlan(ScoringConfig.Scoring config, MeterRegistry registry) {
        this(config, ProcessMemory.of(Path.of("/"), config.memory().reserve()), registry);
    }

    MemoryPlan(ScoringConfig.Scoring config, ProcessMemory memory, MeterRegistry registry) {
        this.config = config;
        this.memory = memory;
        this.children = new ChildWorkplace(memory.heap(), config.isolation().patience());
        gauges("heap", memory.heap(), registry);
        gauges("beside", memory.beside(), registry);
    }

    private static void gauges(String where, MemoryBudget budget, MeterRegistry registry) {
        Gauge.builder("fairweather.memory.taken", budget, MemoryBudget::taken)
                .description("Memory that running jobs may use")
                .baseUnit("bytes")
                .tag("where", where)
                .register(registry);
        Gauge.builder("fairweather.memory.free", budget, MemoryBudget::free)
                .description("Memory that further jobs could be given")
                .baseUnit("bytes")
                .tag("where", where)
                .register(registry);
    }

    /**
     * A forecast that never fits fails through us and has no score instead of a low one. So that no miner can choose that
     * by the shape of its chunks, there must be room for the largest that is allowed.
     *
     * @throws IllegalStateException if there is not
     */
    void requireRoomForAnyForecast() {
        Set<Place> places =
                EnumSet.of(config.isolation().day1(), config.isolation().era5());
        if (places.contains(Place.IN_PROCESS)) {
            require(memory.heap(), ReadingMemory.LARGEST, "in this process", MORE_HEAP);
        }
        if (places.contains(Place.PROCESS)) {
            require(memory.heap(), ChildWorkplace.LARGEST_HERE, "in this process, beside a child", MORE_HEAP);
            require(memory.beside(), ChildWorkplace.LARGEST, "in a child process", MORE_MACHINE);
        }
    }

    /** Taken and given back, since that measures anew where it would be refused. */
    private static void require(MemoryBudget budget, long bytes, String where, String remedy) {
        Optional<Permit> trial = budget.tryTake(bytes);
        trial.ifPresent(Permit::undo);
        if (trial.isEmpty()) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "the largest forecast that a miner may publish takes %d MiB %s, and there is room for %d MiB: %s"
                            + " (the heap may have %d MiB; fairweather.scoring.memory.reserve is never given out)",
                    Math.ceilDiv(bytes, MIB),
                    where,
                    budget.free() / MIB,
                    remedy,
                    Runtime.getRuntime().maxMemory() / MIB));
        }
    }

    MemoryNeed seed() {
        return new MemoryNeed(memory.heap(), bytes(config.memory().seed()));
    }

    MemoryNeed truth() {
        return new MemoryNeed(memory.heap(), bytes(config.memory().truth()));
    }

    MemoryNeed day1() {
        return forecast(config.isolation().day1(), config.memory().day1());
    }

    MemoryNeed era5() {
        return forecast(config.isolation().era5(), config.memory().era5());
    }

    Workplace workplace(Place place) {
        return switch (place) {
            case IN_PROCESS -> Workplace.HERE;
            case PROCESS -> children;
        };
    }

    private MemoryNeed forecast(Place place, MemorySize size) {
        return switch (place) {
            case IN_PROCESS -> new MemoryNeed(memory.heap(), bytes(size));
            case PROCESS -> new MemoryNeed(memory.beside(), bytes(size) + ChildWorkplace.OVERHEAD);
        };
    }

    private static long bytes(MemorySize size) {
        return size.asLongValue();
    }
}
