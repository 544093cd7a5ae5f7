package fairweather.vector;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * Whether this JVM should run the paths that use {@code jdk.incubator.vector}. Decided once, at start.
 *
 * <p>The module must have been added ({@code --add-modules jdk.incubator.vector}), and the JVM must have its optimising
 * compiler (C2): without it every vector is an object on the heap, and a vector path is slower than a scalar one by far.
 * The system property {@value #PROPERTY} overrides the second condition ({@code on}) or turns vectors off ({@code off}).
 *
 * <p>A class that names a type of the module must be loaded only after {@link #available()} has said yes.
 */
public final class VectorSupport {
    public static final String PROPERTY = "fairweather.vector";
    private static final String MODULE = "jdk.incubator.vector";
    /** The tier at which HotSpot compiles with C2. */
    private static final int C2 = 4;

    private static final boolean AVAILABLE =
            decide(System.getProperty(PROPERTY, "auto"), moduleIsPresent(), hasOptimisingCompiler());

    private VectorSupport() {}

    public static boolean available() {
        return AVAILABLE;
    }

    /**
     * @throws IllegalArgumentException for a wish that is not {@code auto}, {@code on} or {@code off}
     * @throws IllegalStateException if vectors are insisted on and the module is not there
     */
    static boolean decide(String wish, boolean module, boolean optimisingCompiler) {
        return switch (wish) {
            case "auto" -> module && optimisingCompiler;
            case "off" -> false;
            case "on" -> {
                if (!module) {
                    throw new IllegalStateException(PROPERTY + "=on needs --add-modules " + MODULE);
                }
                yield true;
            }
            default -> throw new IllegalArgumentException(PROPERTY + " must be auto, on or off");
        };
    }

    private static boolean moduleIsPresent() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    private static boolean hasOptimisingCompiler() {
        HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (options == null || System.getProperty("java.vm.info", "").startsWith("interpreted")) {
            return false;
        }
        return !Boolean.parseBoolean(options.getVMOption("TieredCompilation").getValue())
                || Integer.parseInt(options.getVMOption("TieredStopAtLevel").getValue()) >= C2;
    }
}
