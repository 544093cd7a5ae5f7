package fairweather.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Tells other processes where the miners are: a JSON array of {@link MinerEndpoint}. */
final class FleetFile {
    private FleetFile() {}

    /** Writes beside the target and renames: whoever sees the file sees the whole of it. */
    static void write(Path target, List<MinerEndpoint> endpoints) throws IOException {
        Path absolute = target.toAbsolutePath();
        Files.createDirectories(absolute.getParent());
        Path part = Files.createTempFile(
                absolute.getParent(), absolute.getFileName().toString(), ".part");
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Files.write(part, json.writeValueAsBytes(endpoints));
        Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
