package fairweather.reference.cache;

import fairweather.hash.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process, named so that another one of the same machine can tell whether it still lives. A process number alone
 * does not do: it is used again, it means another process after a restart of the machine and in another container.
 *
 * @param started the kernel's tick at which the process began
 * @param machine a sum of the machine's boot and of the space of process numbers; {@link #NOWHERE} if unknown
 */
public record OwnerProcess(long pid, long started, String machine) {
    static final String NOWHERE = "nowhere";

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})-([0-9a-z]{1,16})");
    private static final Path PROCESSES = Path.of("/proc");

    /** Ticks since the boot are the 22nd word of a process's line, and its name, the second, may contain anything. */
    private static final Pattern STAT = Pattern.compile("(?s).*\\) (\\S)(?: \\S+){18} (\\d+) .*");

    enum Life {
        ALIVE,
        DEAD,
        UNKNOWN
    }

    /** This process. Where there is no {@code /proc} nobody will be able to judge it, and its leases simply expire. */
    public static OwnerProcess current() {
        long pid = ProcessHandle.current().pid();
        try {
            String boot = Files.readString(PROCESSES.resolve("sys/kernel/random/boot_id"));
            String space =
                    Files.readSymbolicLink(PROCESSES.resolve("self/ns/pid")).toString();
            String machine = Sha256.hex((boot + space).getBytes(StandardCharsets.US_ASCII))
                    .substring(0, 12);
            return running(pid)
                    .map(started -> new OwnerProcess(pid, started, machine))
                    .orElse(new OwnerProcess(pid, 0, NOWHERE));
        } catch (IOException | UnsupportedOperationException noProc) {
            return new OwnerProcess(pid, 0, NOWHERE);
        }
    }

    static Optional<OwnerProcess> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new OwnerProcess(
                        Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), matcher.group(3)))
                : Optional.empty();
    }

    /** For names of files and their contents; {@link #parse} reads it. */
    String text() {
        return pid + "-" + started + "-" + machine;
    }

    /** What this process can say of another. A process of another boot or container is never known to be dead. */
    Life judge(OwnerProcess other) {
        if (machine.equals(NOWHERE) || !machine.equals(other.machine)) {
            return Life.UNKNOWN;
        }
        try {
            boolean same =
                    running(other.pid).filter(began -> began == other.started).isPresent();
            return same ? Life.ALIVE : Life.DEAD;
        } catch (IOException unreadable) {
            return Life.UNKNOWN;
        }
    }

    /** When the process began; empty if there is none or it has ended and only waits to be buried. */
    private static Optional<Long> running(long pid) throws IOException {
        String stat;
        try {
            stat = Files.readString(PROCESSES.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        Matcher matcher = STAT.matcher(stat);
        if (!matcher.matches()) {
            throw new IOException("an unknown form of a process's line");
        }
        boolean ended = "ZXx".contains(matcher.group(1));
        return ended ? Optional.empty() : Optional.of(Long.parseLong(matcher.group(2)));
    }
}
