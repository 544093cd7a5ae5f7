package fairweather.miner.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as it travels from the gateway through the admin API to the command. */
public final class ReportJson {
    private ReportJson() {}

    public static ObjectNode write(ProbeReport report) {
        ObjectNode root = JsonNodeFactory.instance
                .objectNode()
                .put("hotkey", report.hotkey())
                .put("cycle", report.cycle().toString())
                .put("asker", report.asker())
                .put("good", report.good());
        ArrayNode phases = root.putArray("phases");
        for (PhaseReport each : report.phases()) {
            ObjectNode phase = phases.addObject()
                    .put("phase", each.phase().name().toLowerCase(Locale.ROOT))
                    .put("verdict", each.verdict().name().toLowerCase(Locale.ROOT))
                    .put("millis", each.millis())
                    .put("bytes", each.bytes())
                    .put("code", each.code())
                    .put("advice", each.advice());
            each.said().forEach(phase.putArray("said")::add);
        }
        return root;
    }

    /** @throws IllegalArgumentException if it is no report */
    public static ProbeReport read(JsonNode root) {
        List<PhaseReport> phases = new ArrayList<>();
        for (JsonNode each : root.path("phases")) {
            List<String> said = new ArrayList<>();
            each.path("said").forEach(line -> said.add(line.asText()));
            phases.add(new PhaseReport(
                    Phase.valueOf(each.path("phase").asText().toUpperCase(Locale.ROOT)),
                    Verdict.valueOf(each.path("verdict").asText().toUpperCase(Locale.ROOT)),
                    each.path("millis").asLong(),
                    each.path("bytes").isNumber() ? each.path("bytes").longValue() : null,
                    said,
                    each.path("code").textValue(),
                    each.path("advice").textValue()));
        }
        if (phases.isEmpty() || !root.path("hotkey").isTextual()) {
            throw new IllegalArgumentException("this is no report of a probe");
        }
        return new ProbeReport(
                root.path("hotkey").textValue(),
                Instant.parse(root.path("cycle").asText()),
                root.path("asker").asText(),
                phases);
    }
}
