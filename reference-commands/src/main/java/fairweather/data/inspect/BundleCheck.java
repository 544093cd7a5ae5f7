package fairweather.data.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.hash.Sha256;
import fairweather.reference.directory.DirectorySource;
import fairweather.reference.file.FieldFile;
import fairweather.reference.file.StoredField;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether a bundle, or another directory with an index, is what its index lists. */
final class BundleCheck {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final List<Fault> faults = new ArrayList<>();
    private int files;

    private BundleCheck(Path directory) {
        this.directory = directory;
    }

    /** @throws fairweather.failure.FailureException if the index is malformed */
    static BundleCheck of(Path directory) throws IOException {
        DirectorySource.open(directory);
        BundleCheck check = new BundleCheck(directory);
        JsonNode index = JSON.readTree(Files.readAllBytes(directory.resolve(DirectorySource.INDEX)));
        for (JsonNode listed : index.path("files")) {
            check.look(listed);
        }
        return check;
    }

    private void look(JsonNode listed) throws IOException {
        files++;
        String name = listed.path("file").asText();
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(directory.resolve(name));
        } catch (NoSuchFileException none) {
            faults.add(new Fault(name, "it is not there"));
            return;
        }
        if (!Sha256.hex(bytes).equals(listed.path("sha256").asText())) {
            faults.add(new Fault(name, "its bytes do not have the sha256 that the index lists"));
        } else if (listed.path("format").asText().equals("field") && !whole(bytes)) {
            faults.add(new Fault(name, "it is no whole field"));
        }
    }

    private static boolean whole(byte[] bytes) {
        return FieldFile.decode(ByteBuffer.wrap(bytes))
                .filter(StoredField::sound)
                .isPresent();
    }

    int files() {
        return files;
    }

    List<Fault> faults() {
        return faults;
    }
}
