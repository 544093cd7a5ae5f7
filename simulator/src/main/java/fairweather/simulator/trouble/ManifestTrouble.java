package fairweather.simulator.trouble;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Trouble in the text of the manifest, which is announced and signed as it is: only its form is wrong. */
public enum ManifestTrouble implements Trouble {
    /** Hashes of a kind that somebody can make collide. */
    XXH64("xxh64", json -> json.replace("\"sha256\"", "\"xxh64\"")),
    UNKNOWN_ALGORITHM("manifest-md5", json -> json.replace("\"sha256\"", "\"md5\"")),
    NO_ALGORITHM("manifest-no-algorithm", json -> json.replace("chunk_hash_algorithm", "algorithm")),
    NO_SIGNER("manifest-no-signer", json -> json.replace("signer_hotkey_ss58", "signer")),
    NO_FILES("manifest-no-files", json -> json.replaceFirst("(?s)\"files\": \\{.*?\\}", "\"files\": {}")),
    FILES_A_LIST("manifest-files-a-list", json -> json.replaceFirst("(?s)\"files\": \\{.*?\\}", "\"files\": []")),
    TOO_MANY_FILES("manifest-20001-files", json -> file(json, manyFiles(20_001))),
    LISTS_ITSELF("manifest-lists-itself", json -> file(json, entry("manifest.json"))),
    KEY_TWICE("manifest-key-twice", json -> file(json, entry(".zgroup"))),
    KEYS_DIFFER_IN_CASE("manifest-keys-differ-in-case", json -> file(json, entry(".ZGROUP"))),
    KEY_CLIMBS("manifest-key-climbs", json -> file(json, entry("../etc/passwd"))),
    KEY_FROM_THE_ROOT("manifest-key-from-the-root", json -> file(json, entry("/etc/passwd"))),
    KEY_WITH_LINE_BREAK("manifest-key-with-line-break", json -> file(json, entry("x\\r\\nHost: elsewhere"))),
    HASH_IN_CAPITALS("manifest-hash-in-capitals", json -> file(json, "\"x\": \"" + "A".repeat(64) + "\"")),
    HASH_A_NUMBER("manifest-hash-a-number", json -> file(json, "\"x\": 7")),
    SOMETHING_BEHIND("manifest-something-behind", json -> json + "{}"),
    DEEP("manifest-deep", json -> "{\"x\": " + "[".repeat(5000) + "]".repeat(5000) + "," + json.substring(1)),
    NOT_JSON("manifest-not-json", json -> "<html>" + json + "</html>"),
    METADATA_UNLISTED("zmetadata-unlisted", json -> json.replace("\".zmetadata\"", "\"zmetadata\""));

    private final String knob;
    private final UnaryOperator<String> change;

    ManifestTrouble(String knob, UnaryOperator<String> change) {
        this.knob = knob;
        this.change = change;
    }

    @Override
    public String knob() {
        return knob;
    }

    @Override
    public byte[] manifest(byte[] right) {
        return change.apply(new String(right, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static String file(String json, String entries) {
        return json.replace("\"files\": {", "\"files\": {" + entries + ",");
    }

    private static String entry(String key) {
        return "\"" + key + "\": \"" + "0".repeat(64) + "\"";
    }

    private static String manyFiles(int count) {
        StringBuilder entries = new StringBuilder(entry("x"));
        for (int i = 1; i < count; i++) {
            entries.append(',').append(entry("x" + i));
        }
        return entries.toString();
    }
}
