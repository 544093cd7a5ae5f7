package fairweather.scorecard.output;

import fairweather.scoring.metric.Sum;
import fairweather.scoring.parity.ParitySum;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A line of names, then one line for every element (RFC 4180); what is undefined is empty. */
public final class CsvPrinter {
    private static final List<String> IDENTITY = List.of(
            "variable",
            "level",
            "lead_hours",
            "valid_time",
            "region",
            "mode",
            "weight_rule",
            "regridded",
            "scored",
            "reason",
            "n");

    private CsvPrinter() {}

    public static void print(List<Element> elements, Writer out) throws IOException {
        List<String> names = new ArrayList<>(IDENTITY);
        names.addAll(Element.METRICS);
        names.add("undefined_reasons");
        Arrays.stream(Sum.values()).forEach(sum -> names.add("sums_" + sum.word()));
        boolean parity =
                elements.stream().anyMatch(element -> element.paritySums().isPresent());
        if (parity) {
            Arrays.stream(ParitySum.values()).forEach(sum -> names.add("parity_sums_" + sum.word()));
        }
        line(names, out);
        for (Element element : elements) {
            Map<String, Object> identity = element.identity();
            List<Object> values = new ArrayList<>();
            IDENTITY.forEach(name -> values.add(identity.get(name)));
            values.addAll(element.metrics().values());
            values.add(element.undefined().entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining(" ")));
            Map<String, Double> sums = element.sums().orElse(Map.of());
            Arrays.stream(Sum.values()).forEach(sum -> values.add(sums.get(sum.word())));
            if (parity) {
                Map<String, Double> more = element.paritySums().orElse(Map.of());
                Arrays.stream(ParitySum.values()).forEach(sum -> values.add(more.get(sum.word())));
            }
            line(values, out);
        }
    }

    private static void line(List<?> values, Writer out) throws IOException {
        out.write(values.stream()
                .map(value -> quoted(Objects.toString(value, "")))
                .collect(Collectors.joining(",")));
        out.write("\r\n");
    }

    private static String quoted(String text) {
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }
}
