package fairweather.deploy;

import java.nio.file.Path;
import java.util.Locale;

/** The three services, each a process of its own. */
public enum Service {
    ORCHESTRATOR("orchestrator-service", 256),
    GATEWAY("miner-gateway-service", 256),
    /** It does not start without room for the largest chunks that a miner may publish, 461 MiB. */
    SCORING("scoring-service", 768);

    private final String module;
    private final int heapMebibytes;

    Service(String module, int heapMebibytes) {
        this.module = module;
        this.heapMebibytes = heapMebibytes;
    }

    /** The name of its module and of its log. */
    public String module() {
        return module;
    }

    int heapMebibytes() {
        return heapMebibytes;
    }

    /** What its build leaves to be run, below the root of the project. */
    Path jar(Path root) {
        return root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** The short name on the command line: {@code orchestrator}, {@code gateway}, {@code scoring}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
