package fairweather.memory;

import java.nio.file.Path;

/** How often the kernel has killed a process of this machine for want of memory. */
public final class OomKills {
    private static final Path FILE = Path.of("proc/vmstat");

    private final Path root;

    /** @param root of the file system */
    public OomKills(Path root) {
        this.root = root;
    }

    /** Since the machine started; always 0 where nobody counts. */
    public long count() {
        return Numbers.named(Numbers.lines(root.resolve(FILE)), "oom_kill").orElse(0);
    }
}
