package fairweather.forecast.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.hash.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a manifest as a stream, so that a hostile one costs no more than its bytes. */
final class ManifestParser {
    private final Map<String, String> texts = new HashMap<>();
    private final SortedMap<ObjectKey, String> files = new TreeMap<>();
    private final Set<String> lowerCased = new HashSet<>();
    private final Caps caps;
    private boolean filesSeen;

    private ManifestParser(Caps caps) {
        this.caps = caps;
    }

    static Manifest parse(byte[] json, Caps caps) {
        if (json.length > caps.manifest()) {
            throw new FailureException(Code.OVERSIZE, "manifest.json is larger than " + caps.manifest() + " bytes");
        }
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // A stranger's names are nothing to be remembered beyond this manifest.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(caps.manifestDepth())
                        // Names are remembered to find one given twice: there must not be millions that we do not know.
                        .maxTokenCount(4L * caps.manifestEntries())
                        .build())
                .build();
        ManifestParser state = new ManifestParser(caps);
        try (JsonParser parser = factory.createParser(utf8(json))) {
            state.read(parser);
        } catch (IOException malformed) {
            throw new FailureException(Code.INTEGRITY_FORMAT, "manifest.json is not strict JSON", malformed);
        }
        return state.finish();
    }

    private static String utf8(byte[] json) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    }

    private void read(JsonParser parser) throws IOException {
        expect(parser.nextToken() == JsonToken.START_OBJECT, "manifest.json is not an object");
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case Manifest.KEY_FILES -> {
                    expect(value == JsonToken.START_OBJECT, "files is not an object");
                    readFiles(parser);
                }
                case Manifest.KEY_ALGORITHM, Manifest.KEY_SCHEMA, Manifest.KEY_PROFILE, Manifest.KEY_SIGNER -> {
                    expect(value == JsonToken.VALUE_STRING, name + " is not a text");
                    texts.put(name, parser.getText());
                }
                default -> parser.skipChildren();
            }
        }
        expect(parser.currentToken() == JsonToken.END_OBJECT, "manifest.json is cut short");
        expect(parser.nextToken() == null, "something follows the object in manifest.json");
    }

    private void readFiles(JsonParser parser) throws IOException {
        filesSeen = true;
        for (String path = parser.nextFieldName(); path != null; path = parser.nextFieldName()) {
            if (files.size() >= caps.manifestEntries()) {
                throw new FailureException(
                        Code.OVERSIZE, "manifest.json lists more than " + caps.manifestEntries() + " files");
            }
            expect(ObjectKey.isValid(path), "a path in manifest.json breaks the rules for keys");
            ObjectKey key = new ObjectKey(path);
            expect(!key.isManifestFile(), "manifest.json lists itself or its signature");
            expect(lowerCased.add(path.toLowerCase(Locale.ROOT)), "two paths in manifest.json differ in case only");
            expect(parser.nextToken() == JsonToken.VALUE_STRING, "a hash in manifest.json is not a text");
            String hash = parser.getText();
            expect(Sha256.isHex(hash), "a hash in manifest.json is not 64 lower-case hexadecimal digits");
            files.put(key, hash);
        }
    }

    private Manifest finish() {
        expect(filesSeen && !files.isEmpty(), "manifest.json lists no files");
        return new Manifest(
                required(Manifest.KEY_SCHEMA),
                required(Manifest.KEY_PROFILE),
                required(Manifest.KEY_ALGORITHM),
                required(Manifest.KEY_SIGNER),
                files);
    }

    private String required(String name) {
        String text = texts.get(name);
        expect(text != null, "manifest.json has no " + name);
        return text;
    }

    private static void expect(boolean condition, String otherwise) {
        if (!condition) {
            throw new FailureException(Code.INTEGRITY_FORMAT, otherwise);
        }
    }
}
