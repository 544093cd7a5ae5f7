package fairweather.memory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The control group of this process and the groups above it, of version 2 or 1; the one with the least room counts. Pages
 * of files are not in use: the kernel takes them back before it refuses memory to the group.
 */
public final class CgroupProbe implements MemoryProbe {
    private static final Path MEMBERSHIP = Path.of("proc/self/cgroup");

    /** What version 1 says where there is no limit: the greatest page of a 64-bit number, less on some kernels. */
    private static final long UNLIMITED = 1L << 60;

    private static final Version TWO = new Version(
            Path.of("sys/fs/cgroup"), "memory.max", "memory.current", List.of("inactive_file", "active_file"));
    private static final Version ONE = new Version(
            Path.of("sys/fs/cgroup/memory"),
            "memory.limit_in_bytes",
            "memory.usage_in_bytes",
            List.of("total_inactive_file", "total_active_file"));

    private record Version(Path mount, String limit, String usage, List<String> pagesOfFiles) {}

    private final Path root;
    private final LongSupplier correction;

    /**
     * @param root of the file system
     * @param correction added to what is in use
     */
    public CgroupProbe(Path root, LongSupplier correction) {
        this.root = root;
        this.correction = correction;
    }

    @Override
    public String name() {
        return "control group";
    }

    @Override
    public Optional<Reading> read() {
        return Numbers.lines(root.resolve(MEMBERSHIP)).stream()
                .flatMap(this::groups)
                .min(Comparator.comparingLong(reading -> reading.limit() - reading.used()));
    }

    /** Of one line {@code number:controllers:/path}: the group at the path and all above it that have a limit. */
    private Stream<Reading> groups(String membership) {
        String[] parts = membership.split(":", 3);
        if (parts.length < 3) {
            return Stream.empty();
        }
        if (parts[1].isEmpty()) {
            return groups(TWO, parts[2]);
        }
        return List.of(parts[1].split(",")).contains("memory") ? groups(ONE, parts[2]) : Stream.empty();
    }

    private Stream<Reading> groups(Version version, String path) {
        Path mount = root.resolve(version.mount());
        List<Path> groups = new ArrayList<>(List.of(mount));
        for (Path name : Path.of(path.replaceFirst("^/+", ""))) {
            groups.add(groups.getLast().resolve(name));
        }
        return groups.stream().map(group -> group(version, group)).flatMap(Optional::stream);
    }

    private Optional<Reading> group(Version version, Path group) {
        OptionalLong limit = Numbers.only(group.resolve(version.limit()));
        OptionalLong usage = Numbers.only(group.resolve(version.usage()));
        if (limit.isEmpty() || limit.getAsLong() >= UNLIMITED || usage.isEmpty()) {
            return Optional.empty();
        }
        List<String> statistics = Numbers.lines(group.resolve("memory.stat"));
        long files = version.pagesOfFiles().stream()
                .mapToLong(name -> Numbers.named(statistics, name).orElse(0))
                .sum();
        long used = Math.max(0, usage.getAsLong() - files + correction.getAsLong());
        return Optional.of(Reading.now(limit.getAsLong(), used));
    }
}
