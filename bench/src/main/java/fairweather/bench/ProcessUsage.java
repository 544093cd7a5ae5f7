package fairweather.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a process and its children have used, as the kernel counts it. */
public final class ProcessUsage {
    /** Linux counts processor time in these, whatever its own clock does. */
    private static final long TICKS_A_SECOND = 100;

    /** Where the times begin in what follows the name in {@code /proc/PID/stat}: utime, stime, cutime, cstime. */
    private static final int TIMES = 11;

    private ProcessUsage() {}

    /** Processor time of this process and of the children that it has waited for. */
    public static Duration processorOfThis() {
        return processor(ProcessHandle.current().pid(), 4);
    }

    /** Processor time of a process, those of its children that have ended, and those that live. */
    public static Duration processorOfTree(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .map(child -> processor(child.pid(), 2))
                .reduce(processor(pid, 4), Duration::plus);
    }

    /** The most memory that the process had resident at any time, in bytes. */
    public static long peakResidentBytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }

    private static Duration processor(long pid, int times) {
        List<String> fields = fields(pid);
        long ticks = fields.stream()
                .skip(TIMES)
                .limit(times)
                .mapToLong(Long::parseLong)
                .sum();
        return Duration.ofMillis(ticks * 1000 / TICKS_A_SECOND);
    }

    /** What follows the name of the process; nothing if it has just ended. */
    private static List<String> fields(long pid) {
        try {
            String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return List.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
        } catch (IOException failed) {
            // The file of a process that ends while it is read is there and cannot be read.
            if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
                return List.of();
            }
            throw new UncheckedIOException(failed);
        }
    }
}
