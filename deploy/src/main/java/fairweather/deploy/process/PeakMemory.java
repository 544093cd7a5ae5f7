package fairweather.deploy.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The largest resident memory among the processes looked at, as the kernel keeps it (VmHWM). */
final class PeakMemory {
    private long kib;

    /** Takes note of a process's peak; nothing if the process is gone or the system does not tell. */
    void look(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
                if (line.startsWith("VmHWM:")) {
                    kib = Math.max(kib, Long.parseLong(line.replaceAll("\\D", "")));
                }
            }
        } catch (IOException gone) {
            // A process may end at any moment; what was seen before stands.
            return;
        }
    }

    long kib() {
        return kib;
    }
}
