package fairweather.memory;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** The machine's memory: what is not available is in use. */
public final class MachineProbe implements MemoryProbe {
    private static final Path FILE = Path.of("proc/meminfo");
    private static final long KIB = 1024;

    private final Path root;
    private final LongSupplier correction;

    /**
     * @param root of the file system
     * @param correction added to what is in use
     */
    public MachineProbe(Path root, LongSupplier correction) {
        this.root = root;
        this.correction = correction;
    }

    @Override
    public String name() {
        return "machine";
    }

    @Override
    public Optional<Reading> read() {
        List<String> lines = Numbers.lines(root.resolve(FILE));
        OptionalLong total = Numbers.named(lines, "MemTotal:");
        OptionalLong available = Numbers.named(lines, "MemAvailable:");
        if (total.isEmpty() || available.isEmpty()) {
            return Optional.empty();
        }
        long used = (total.getAsLong() - available.getAsLong()) * KIB + correction.getAsLong();
        return Optional.of(Reading.now(total.getAsLong() * KIB, Math.max(0, used)));
    }
}
