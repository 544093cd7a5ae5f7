package fairweather.deploy.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a process is started, the same way each time.
 *
 * @param name what people call it
 * @param command the command line; it is visible to every user of the machine
 * @param secrets environment variables, which are not
 * @param log the file that its output is appended to
 * @param restarts how often it is started again when it dies
 */
public record Recipe(String name, List<String> command, Map<String, String> secrets, Path log, int restarts) {
    public Recipe {
        command = List.copyOf(command);
        secrets = Map.copyOf(secrets);
    }
}
