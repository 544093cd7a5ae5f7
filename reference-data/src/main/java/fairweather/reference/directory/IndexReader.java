package fairweather.reference.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.reference.Product;
import fairweather.reference.ReferenceSource;
import fairweather.reference.Substitution;
import fairweather.reference.Substitution.StandIn;
import fairweather.reference.Substitution.Wanted;
import fairweather.reference.directory.DirectoryIndex.Entry;
import fairweather.reference.directory.DirectoryIndex.Format;
import fairweather.reference.directory.DirectoryIndex.ListedField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads {@code index.json} strictly: a missing or malformed member is an error that names it. */
final class IndexReader {
    private static final String FILE_NAME = DirectorySource.INDEX;
    private static final String FORMAT = DirectorySource.FORMAT;
    private static final ObjectMapper JSON = new ObjectMapper();

    private IndexReader() {}

    /** @throws FailureException if the index is absent, is not JSON or says something this reader does not know */
    static DirectoryIndex read(Path directory) {
        try {
            return index(JSON.readTree(Files.readAllBytes(directory.resolve(FILE_NAME))));
        } catch (IOException trouble) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, "cannot read " + FILE_NAME, trouble);
        } catch (IllegalArgumentException | NullPointerException | DateTimeException trouble) {
            throw new FailureException(
                    Code.VALIDATOR_INTERNAL, FILE_NAME + " is malformed: " + trouble.getMessage(), trouble);
        }
    }

    private static DirectoryIndex index(JsonNode root) {
        String format = text(root, "format");
        if (!format.equals(FORMAT)) {
            throw new IllegalArgumentException("the format is \"" + format + "\", not \"" + FORMAT + "\"");
        }
        String name = text(root, "name");
        if (!ReferenceSource.ID_FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("the name must be letters, digits and dashes");
        }
        return new DirectoryIndex(
                name,
                member(root, "closed").booleanValue(),
                list(root, "substitutions", IndexReader::substitution),
                list(root, "files", IndexReader::entry));
    }

    private static Substitution substitution(JsonNode node) {
        JsonNode wanted = member(node, "wanted");
        JsonNode standIn = member(node, "stand_in");
        return new Substitution(
                new Wanted(
                        Product.of(text(wanted, "product")),
                        instant(wanted, "reference_time"),
                        integer(wanted, "lead_hours"),
                        instant(wanted, "from"),
                        instant(wanted, "to")),
                new StandIn(
                        Product.of(text(standIn, "product")),
                        instant(standIn, "reference_time"),
                        integer(standIn, "lead_hours")),
                text(node, "reason"));
    }

    private static Entry entry(JsonNode node) {
        String file = text(node, "file");
        Path path = Path.of(file);
        if (path.isAbsolute() || !path.normalize().equals(path) || path.startsWith("..")) {
            throw new IllegalArgumentException("the file \"" + file + "\" is not inside the directory");
        }
        Product product = Product.of(text(node, "product"));
        Entry entry = new Entry(
                file,
                text(node, "sha256"),
                product,
                format(text(node, "format")),
                instant(node, "reference_time"),
                integer(node, "lead_hours"),
                instant(node, "valid_time"),
                node.has("months") ? list(node, "months", JsonNode::intValue) : List.of(),
                list(node, "fields", IndexReader::field));
        if (!complete(entry)) {
            throw new IllegalArgumentException("the entry of \"" + file + "\" lacks its times or has a wrong format");
        }
        return entry;
    }

    private static boolean complete(Entry entry) {
        boolean monthly = entry.product() == Product.MONTHLY_CLIMATOLOGY;
        boolean started = entry.referenceTime() != null && entry.leadHours() != null;
        return switch (entry.format()) {
            case GRIB -> !monthly && started && entry.validTime() != null;
            case NETCDF -> monthly && !entry.months().isEmpty();
            case FIELD ->
                !monthly
                        && started == (entry.product() == Product.GFS_FORECAST)
                        && entry.validTime() != null
                        && entry.fields().size() == 1;
        };
    }

    private static ListedField field(JsonNode node) {
        return new ListedField(text(node, "variable"), integer(node, "level"));
    }

    private static Format format(String word) {
        return switch (word) {
            case "grib" -> Format.GRIB;
            case "netcdf" -> Format.NETCDF;
            case "field" -> Format.FIELD;
            default -> throw new IllegalArgumentException("unknown file format \"" + word + "\"");
        };
    }

    private static <T> List<T> list(JsonNode node, String name, Function<JsonNode, T> element) {
        List<T> list = new ArrayList<>();
        member(node, name).forEach(each -> list.add(element.apply(each)));
        return List.copyOf(list);
    }

    private static String text(JsonNode node, String name) {
        JsonNode member = member(node, name);
        if (!member.isTextual()) {
            throw new IllegalArgumentException(name + " is not a text");
        }
        return member.textValue();
    }

    private static Integer integer(JsonNode node, String name) {
        JsonNode member = node.path(name);
        if (member.isMissingNode() || member.isNull()) {
            return null;
        }
        if (!member.isIntegralNumber()) {
            throw new IllegalArgumentException(name + " is not a whole number");
        }
        return member.intValue();
    }

    private static Instant instant(JsonNode node, String name) {
        return node.hasNonNull(name) ? Instant.parse(text(node, name)) : null;
    }

    private static JsonNode member(JsonNode node, String name) {
        JsonNode member = node.path(name);
        if (member.isMissingNode() || member.isNull()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return member;
    }
}
