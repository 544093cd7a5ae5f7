package fairweather.bench.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What has been used up so far.
 *
 * @param walBytes write-ahead log of the whole server
 * @param commits commits in one database
 * @param client processor time of this process and of the children it has waited for
 * @param server processor time of PostgreSQL's processes
 */
record Usage(long walBytes, long commits, Duration client, Duration server) {
    /** Linux counts processor time in these, whatever its own clock does. */
    private static final long TICKS_A_SECOND = 100;

    /** Where the times begin in what follows the name in {@code /proc/PID/stat}: utime, stime, cutime, cstime. */
    private static final int TIMES = 11;

    static Usage now(DurableServer server, String database) {
        return new Usage(
                server.number(database, "SELECT pg_current_wal_insert_lsn() - '0/0'"),
                server.number(
                        "postgres", "SELECT xact_commit FROM pg_stat_database WHERE datname = '" + database + "'"),
                processor(ProcessHandle.current().pid(), 4),
                processorOfServer(server.pid()));
    }

    Usage since(Usage earlier) {
        return new Usage(
                walBytes - earlier.walBytes,
                commits - earlier.commits,
                client.minus(earlier.client),
                server.minus(earlier.server));
    }

    /** The server, those of its children that have ended, and those that live. */
    private static Duration processorOfServer(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .map(child -> processor(child.pid(), 2))
                .reduce(processor(pid, 4), Duration::plus);
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
