package fairweather.scoring.child;

import java.io.File;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a child is started: the same Java and the same jars as this process. A child with little to do starts quickly (one
 * compiler, the simplest collector), since it lives for a second or two. Fields of 0.25° are worth the second compiler and
 * vectors: three leads of them take 5 s of processor time with, 11 s without.
 */
record ChildCommand(String classPath) {
    /** What of the heap is no forecast's: the new objects' part, which a large chunk cannot use, and Java's own. */
    private static final int OWN_MIB = 16;

    private static final int YOUNG_MIB = 6;
    private static final int DIRECT_MIB = 8;
    private static final int CLASSES_MIB = 48;
    private static final int CODE_MIB = 24;
    /** Threads, the collector's tables and the libraries of Java itself. */
    private static final int MACHINE_MIB = 16;

    /** The second compiler's own. */
    private static final int COMPILER_MIB = 64;

    /** A child with so much heap has fields of 0.25° to read. */
    private static final long LARGE = 32L << 20;

    private static final String VECTORS = "jdk.incubator.vector";

    /** The most that a small child takes beside its heap, in bytes. */
    static final long OVERHEAD = (long) (OWN_MIB + DIRECT_MIB + CLASSES_MIB + CODE_MIB + MACHINE_MIB) << 20;

    /** How a JVM ends that was told to exit when it runs out of memory. */
    static final int OUT_OF_MEMORY = 3;

    private static final long KIB = 1024;

    static ChildCommand ofThisProcess() {
        return new ChildCommand(jars());
    }

    /** A packaged service has its own jar in {@code app} and the libraries beside that, unknown to the class path. */
    private static String jars() {
        Path own = own();
        Path libraries = own.resolveSibling("../lib").normalize();
        return own.getParent().endsWith("app") && Files.isDirectory(libraries)
                ? String.join(
                        File.pathSeparator,
                        own.toString(),
                        libraries.resolve("main") + "/*",
                        libraries.resolve("boot") + "/*")
                : System.getProperty("java.class.path");
    }

    private static Path own() {
        try {
            return Path.of(ChildMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("the code has no place", impossible);
        }
    }

    /** The most that a child with such a heap takes beside it, in bytes. */
    static long overhead(long heapBytes) {
        return heapBytes < LARGE ? OVERHEAD : OVERHEAD + ((long) COMPILER_MIB << 20);
    }

    /** The largest heap of a child that takes so many bytes in all. */
    static long heapWithin(long bytes) {
        long large = bytes - overhead(LARGE);
        return large >= LARGE ? large : Math.min(bytes - OVERHEAD, LARGE - 1);
    }

    List<String> with(long heapBytes) {
        List<String> command = new ArrayList<>(always(heapBytes));
        if (heapBytes < LARGE) {
            command.add("-XX:TieredStopAtLevel=1");
        } else if (ModuleFinder.ofSystem().find(VECTORS).isPresent()) {
            command.addAll(List.of("--add-modules", VECTORS));
        }
        command.addAll(List.of("-cp", classPath, ChildMain.class.getName()));
        return command;
    }

    private static List<String> always(long heapBytes) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + (heapBytes / KIB + OWN_MIB * KIB) + "k",
                "-Xmn" + YOUNG_MIB + "m",
                "-XX:MaxDirectMemorySize=" + DIRECT_MIB + "m",
                "-XX:MaxMetaspaceSize=" + CLASSES_MIB + "m",
                "-XX:ReservedCodeCacheSize=" + CODE_MIB + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+DisplayVMOutputToStderr",
                "-XX:+ErrorFileToStderr",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                // one of the codecs' libraries uses it, which is nothing to complain about in every child
                "--sun-misc-unsafe-memory-access=allow",
                "-Duser.timezone=UTC");
    }
}
