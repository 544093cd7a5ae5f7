package fairweather.forecast.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one form of a record that is signed: RFC 8785, of which only so much is allowed that every library agrees. Keys are
 * sorted, there is no white space, texts are of printable ASCII, numbers are integers within 2^53.
 */
final class CanonicalJson {
    private static final long MOST = 1L << 53;

    private final StringBuilder out = new StringBuilder();

    private CanonicalJson() {}

    /** @throws IllegalArgumentException if the document has something that is not allowed */
    static byte[] bytes(JsonNode document) {
        CanonicalJson writer = new CanonicalJson();
        writer.write(document);
        return writer.out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void write(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node);
            case ARRAY -> writeArray(node);
            // Bytes are a text in base 64.
            case STRING, BINARY -> writeText(node.asText());
            case NUMBER -> writeNumber(node);
            case BOOLEAN, NULL -> out.append(node.asText());
            case MISSING, POJO -> throw new IllegalArgumentException("not of JSON: " + node.getNodeType());
        }
    }

    private void writeObject(JsonNode object) {
        Map<String, JsonNode> members = new TreeMap<>();
        object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        out.append('{');
        String separator = "";
        for (Map.Entry<String, JsonNode> member : members.entrySet()) {
            out.append(separator);
            writeText(member.getKey());
            out.append(':');
            write(member.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private void writeArray(JsonNode array) {
        out.append('[');
        Iterator<JsonNode> elements = array.iterator();
        while (elements.hasNext()) {
            write(elements.next());
            out.append(elements.hasNext() ? "," : "");
        }
        out.append(']');
    }

    private void writeNumber(JsonNode number) {
        if (!number.isIntegralNumber()
                || !number.canConvertToLong()
                || number.longValue() > MOST
                || number.longValue() < -MOST) {
            throw new IllegalArgumentException("a number of a record is not a whole one within 2^53");
        }
        out.append(number.longValue());
    }

    private void writeText(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c > 0x7e) {
                throw new IllegalArgumentException("a text of a record is not of printable ASCII");
            }
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        out.append('"');
    }
}
