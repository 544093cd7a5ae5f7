package fairweather.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** The command, run in this process. */
final class Cli {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Cli() {}

    record Answer(int code, String out, String err, String terminal) {
        /** All elements of a JSON answer that scored something. */
        List<JsonNode> elements() {
            assertThat(code).as(err).isZero();
            return parsed();
        }

        List<JsonNode> parsed() {
            try {
                List<JsonNode> elements = new ArrayList<>();
                JsonNode array = JSON.readTree(out);
                assertThat(array.isArray()).isTrue();
                array.forEach(elements::add);
                return elements;
            } catch (IOException malformed) {
                throw new UncheckedIOException(malformed);
            }
        }
    }

    static Answer run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        CommandLine command = ScoreCommand.commandLine(new PrintStream(terminal, true, StandardCharsets.UTF_8))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        int code = command.execute(texts);
        command.getOut().flush();
        command.getErr().flush();
        return new Answer(code, out.toString(), err.toString(), terminal.toString(StandardCharsets.UTF_8));
    }

    /** The elements that the command prints as JSON. */
    static List<JsonNode> json(Object... arguments) {
        Object[] all = new Object[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--format";
        all[arguments.length + 1] = "json";
        return run(all).elements();
    }

    /** The one element of a component in a region. */
    static JsonNode element(List<JsonNode> elements, String variable, Integer level, Integer lead, String region) {
        List<JsonNode> found = elements.stream()
                .filter(element -> element.get("variable").asText().equals(variable)
                        && element.get("level").asText().equals(String.valueOf(level))
                        && element.get("lead_hours").asText().equals(String.valueOf(lead))
                        && element.get("region").asText().equals(region))
                .toList();
        assertThat(found).as("%s %s %s %s", variable, level, lead, region).hasSize(1);
        return found.getFirst();
    }

    /** The root mean square error over several runs, from their sums. */
    static double rmseOf(List<JsonNode> elements) {
        double dd = 0;
        double w = 0;
        for (JsonNode element : elements) {
            assertThat(element.get("scored").asBoolean()).as(element.toString()).isTrue();
            dd += element.get("sums").get("dd").asDouble();
            w += element.get("sums").get("w").asDouble();
        }
        return Math.sqrt(dd / w);
    }
}
