package fairweather.reference.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.reference.FieldKey;
import fairweather.reference.Product;
import fairweather.reference.Provenance;
import fairweather.reference.Substitution;
import fairweather.reference.directory.DirectorySource;
import fairweather.reference.file.StoredField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;

/** The index that is being written; what an earlier writer or a hand has put in stays as it stands. */
final class BundleIndex {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .build();

    private static final String FIELD = "field";

    private final ObjectNode root;
    private final Map<String, JsonNode> fields = new TreeMap<>();
    private final SequencedSet<Substitution> declared;

    private record ListedField(String variable, Integer level) {}

    private record ListedFile(
            String file,
            String sha256,
            Product product,
            String format,
            Instant referenceTime,
            Integer leadHours,
            Instant validTime,
            List<ListedField> fields,
            Provenance provenance) {}

    private BundleIndex(ObjectNode root, List<Substitution> declared) {
        this.root = root;
        this.declared = new LinkedHashSet<>(declared);
        for (JsonNode file : root.withArray("files")) {
            if (file.path("format").asText().equals(FIELD)) {
                fields.put(file.path("file").textValue(), file);
            }
        }
    }

    /** @throws FailureException if there is an index that is malformed or has another name */
    static BundleIndex of(Path directory, String name, boolean closed) throws IOException {
        Path file = directory.resolve(DirectorySource.INDEX);
        ObjectNode root = JSON.createObjectNode();
        List<Substitution> declared = List.of();
        if (Files.exists(file)) {
            DirectorySource existing = DirectorySource.open(directory);
            if (!existing.id().equals(name)) {
                throw new FailureException(
                        Code.VALIDATOR_INTERNAL,
                        "the directory is the bundle \"" + existing.id() + "\", not \"" + name + "\"");
            }
            root = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
            declared = existing.substitutions();
        }
        root.put("format", DirectorySource.FORMAT).put("name", name).put("closed", closed);
        return new BundleIndex(root, declared);
    }

    void put(String file, String sha256, StoredField stored) {
        FieldKey key = stored.key();
        Provenance provenance = stored.ready().provenance();
        ListedFile listed = new ListedFile(
                file,
                sha256,
                key.product(),
                FIELD,
                key.referenceTime(),
                key.leadHours(),
                key.validTime(),
                List.of(new ListedField(key.variable(), key.level())),
                provenance);
        fields.put(file, JSON.valueToTree(listed));
        if (provenance.substitution() != null) {
            declared.add(provenance.substitution());
        }
    }

    byte[] bytes() throws IOException {
        ArrayNode files = JSON.createArrayNode();
        for (JsonNode file : root.withArray("files")) {
            if (!file.path("format").asText().equals(FIELD)) {
                files.add(file);
            }
        }
        files.addAll(fields.values());
        root.set("files", files);
        root.set("substitutions", JSON.valueToTree(declared));
        return JSON.writeValueAsBytes(root);
    }
}
