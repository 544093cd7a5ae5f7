package fairweather.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where and on what the figures were measured. */
public record Machine(String processor, int processors, String memory, String system, String commit) {
    /** @param others programs that take part, with their versions */
    public static Machine here(String others) throws IOException {
        return new Machine(
                after(Path.of("/proc/cpuinfo"), "model name"),
                Runtime.getRuntime().availableProcessors(),
                after(Path.of("/proc/meminfo"), "MemTotal"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java " + Runtime.version()
                        + ", " + others,
                said("git", "-C", System.getProperty("fairweather.root", "."), "describe", "--always", "--dirty"));
    }

    private static String after(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse("unknown");
    }

    /** What a command says; "unknown" if there is none. */
    public static String said(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException absent) {
            return "unknown";
        }
    }
}
