package fairweather.scorecard.output;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One array, an object for every element. */
public final class JsonPrinter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonPrinter() {}

    public static void print(List<Element> elements, Writer out) throws IOException {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Element element : elements) {
            Map<String, Object> object = new LinkedHashMap<>(element.identity());
            object.putAll(element.metrics());
            object.put("undefined_reasons", element.undefined());
            object.put("sums", element.sums().orElse(null));
            element.paritySums().ifPresent(sums -> object.put("parity_sums", sums));
            objects.add(object);
        }
        DefaultPrettyPrinter lines = new DefaultPrettyPrinter()
                .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"))
                .withObjectIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
        out.write(JSON.writer(lines).writeValueAsString(objects));
        out.write("\n");
    }
}
