package fairweather.scoring.child;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How a child is started: the same Java and the same jars as this process. It starts quickly (one compiler, the simplest
 * collector), since most children live for a second or two.
 */
record ChildCommand(String classPath) {
    private static final int DIRECT_MIB = 8;
    private static final int CLASSES_MIB = 48;
    private static final int CODE_MIB = 24;
    /** Threads, the collector's tables and the libraries of Java itself. */
    private static final int MACHINE_MIB = 16;

    /** The most that a child takes beside its heap, in bytes. */
    static final long OVERHEAD = (long) (DIRECT_MIB + CLASSES_MIB + CODE_MIB + MACHINE_MIB) << 20;

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

    List<String> with(long heapBytes) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapBytes / KIB + "k",
                "-XX:MaxDirectMemorySize=" + DIRECT_MIB + "m",
                "-XX:MaxMetaspaceSize=" + CLASSES_MIB + "m",
                "-XX:ReservedCodeCacheSize=" + CODE_MIB + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+DisplayVMOutputToStderr",
                "-XX:+ErrorFileToStderr",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // one of the codecs' libraries uses it, which is nothing to complain about in every child
                "--sun-misc-unsafe-memory-access=allow",
                "-Duser.timezone=UTC",
                "-cp",
                classPath,
                ChildMain.class.getName());
    }
}
