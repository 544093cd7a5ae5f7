package fairweather.forecast.manifest;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The writer's form of a manifest: sorted keys, four spaces, ASCII with escapes, no newline at the end. Readers never
 * write a manifest again: every hash and signature is over the bytes as fetched.
 */
public final class ManifestWriter {
    private static final String INDENT = "    ";

    private ManifestWriter() {}

    public static byte[] write(Manifest manifest) {
        SortedMap<String, String> members = new TreeMap<>();
        members.put(Manifest.KEY_ALGORITHM, quoted(manifest.algorithm()));
        members.put(Manifest.KEY_SCHEMA, quoted(manifest.schemaVersion()));
        members.put(Manifest.KEY_PROFILE, quoted(manifest.profileVersion()));
        members.put(Manifest.KEY_SIGNER, quoted(manifest.signer()));
        SortedMap<String, String> files = new TreeMap<>();
        manifest.files().forEach((key, hash) -> files.put(key.value(), quoted(hash)));
        members.put(Manifest.KEY_FILES, object(files, INDENT));
        return object(members, "").getBytes(StandardCharsets.US_ASCII);
    }

    private static String object(Map<String, String> members, String indent) {
        if (members.isEmpty()) {
            return "{}";
        }
        StringBuilder text = new StringBuilder("{");
        String separator = "\n";
        for (Map.Entry<String, String> member : members.entrySet()) {
            text.append(separator).append(indent).append(INDENT);
            text.append(quoted(member.getKey())).append(": ").append(member.getValue());
            separator = ",\n";
        }
        return text.append('\n').append(indent).append('}').toString();
    }

    private static String quoted(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                default -> {
                    if (c < 0x20 || c > 0x7e) {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        return text.append('"').toString();
    }
}
