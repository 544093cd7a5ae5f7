package fairweather.data.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Locale;

/** A visit for a machine. */
final class VisitJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private VisitJson() {}

    static String of(Visit visit) {
        ObjectNode root = JSON.createObjectNode().put("usable", visit.usable());
        visit.examinations().forEach(examination -> add(examination, root.withArray("sources")));
        visit.marks()
                .forEach((mark, verdict) -> root.withArray("marks")
                        .addObject()
                        .put("mark", mark.name().toLowerCase(Locale.ROOT))
                        .put("claim", mark.claim())
                        .put("verdict", verdict.word())
                        .put("found", verdict.text()));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void add(Examination examination, ArrayNode sources) {
        ObjectNode source = sources.addObject()
                .put("source", examination.source())
                .put("address", examination.address())
                .put("usable", examination.usable());
        examination
                .findings()
                .forEach(finding -> source.withArray("findings")
                        .addObject()
                        .put("name", finding.name())
                        .put("text", finding.text()));
    }
}
