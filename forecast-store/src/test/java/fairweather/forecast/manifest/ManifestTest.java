package fairweather.forecast.manifest;

import static fairweather.forecast.Failures.codeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.Signer;
import fairweather.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ManifestTest {
    private static final ObjectKey ZARRAY = ObjectKey.of("2t/.zarray");
    private static final byte[] BRACES = bytes("{}");
    private static final Signer MINER = Ed25519.signer(new byte[32]);
    private static final Signer STRANGER = Ed25519.signer(
            new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8
            });
    private static final ManifestVerifier VERIFIER = new ManifestVerifier(new Ed25519(), Caps.DEFAULT);
    private static final String HASH = "0".repeat(64);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] json(String files, String algorithm, String signer) {
        return bytes("""
                {"manifest_schema_version": "1.0", "profile_structure_version": "x",
                 "chunk_hash_algorithm": "%s", "signer_hotkey_ss58": "%s", "files": %s}""".formatted(algorithm, signer, files));
    }

    private static Code verdict(byte[] json) {
        return codeOf(() -> VERIFIER.verify(json, MINER.sign(json), Sha256.hex(json), MINER.address()));
    }

    private static Code parsed(String files) {
        return codeOf(() -> Manifest.parse(json(files, "sha256", MINER.address()), Caps.DEFAULT));
    }

    @Test
    void theProtocolsVectorsAreReproduced() {
        assertThat(FileHash.of(ZARRAY, BRACES))
                .isEqualTo("2b06d322ae157c1130e70a3a68228798b787cbfc27392a96a01562f64e430ad0");
        Manifest manifest = Manifest.of(Map.of(ZARRAY, BRACES), "5F3sa2TJAWMqDhXG6jhV4N8ko9SxwGy8TpaNS1repo5EYjQX");
        byte[] written = ManifestWriter.write(manifest);
        assertThat(written).hasSize(331);
        assertThat(Sha256.hex(written)).isEqualTo("fdc2c3c2d0dbacb27f633b53b26bc24abd411486746f9084c0135cdf2510df0a");
        assertThat(Manifest.parse(written, Caps.DEFAULT)).isEqualTo(manifest);
    }

    @Test
    void theManifestsOwnFilesAreNotListed() {
        Manifest manifest = Manifest.of(
                Map.of(ZARRAY, BRACES, ObjectKey.MANIFEST, BRACES, ObjectKey.MANIFEST_SIGNATURE, BRACES), "x");
        assertThat(manifest.files()).containsOnlyKeys(ZARRAY);
    }

    @Test
    void textOutsideAsciiIsWrittenWithEscapes() {
        Manifest manifest = new Manifest("é\"\\\n\u0001", "1", "sha256", "x", new TreeMap<>(Map.of(ZARRAY, HASH)));
        String text = new String(ManifestWriter.write(manifest), StandardCharsets.US_ASCII);
        assertThat(text).contains("\"manifest_schema_version\": \"\\u00e9\\\"\\\\\\n\\u0001\"");
        assertThat(Manifest.parse(bytes(text), Caps.DEFAULT)).isEqualTo(manifest);
    }

    @Test
    void anHonestManifestIsFrozenWithItsBytes() {
        byte[] json = ManifestWriter.write(Manifest.of(Map.of(ZARRAY, BRACES), MINER.address()));
        byte[] signature = MINER.sign(json);
        String claim = Sha256.hex(json).toUpperCase(java.util.Locale.ROOT);
        FrozenManifest frozen = VERIFIER.verify(json, signature, claim, MINER.address());
        assertThat(frozen.json()).isEqualTo(json);
        assertThat(frozen.signature()).isEqualTo(signature);
        assertThat(frozen.contentHash()).isEqualTo(Sha256.hex(json));
        assertThat(frozen.fileCount()).isEqualTo(1);
        assertThat(frozen.hashOf(ZARRAY)).contains(FileHash.of(ZARRAY, BRACES));
    }

    @Test
    void everyStepOfVerificationHasItsCodeAndTheFirstFaultNamesIt() {
        byte[] good = json("{\"a\": \"%s\"}".formatted(HASH), "sha256", MINER.address());
        byte[] signature = MINER.sign(good);
        String claim = Sha256.hex(good);
        String hotkey = MINER.address();
        for (String wrong : new String[] {HASH, "", null, claim + "0", claim.substring(1) + "g"}) {
            assertThat(codeOf(() -> VERIFIER.verify(good, new byte[0], wrong, hotkey)))
                    .isEqualTo(Code.INTEGRITY_MANIFEST_HASH);
        }
        for (int length : new int[] {0, 63, 65}) {
            assertThat(codeOf(() -> VERIFIER.verify(good, new byte[length], claim, hotkey)))
                    .isEqualTo(Code.INTEGRITY_SIGNATURE);
        }
        assertThat(verdict(bytes("{"))).isEqualTo(Code.INTEGRITY_FORMAT);
        assertThat(verdict(json("{\"a\": \"%s\"}".formatted(HASH), "xxh64", STRANGER.address())))
                .isEqualTo(Code.INTEGRITY_FORMAT);
        assertThat(verdict(json("{\"a\": \"%s\"}".formatted(HASH), "sha256", STRANGER.address())))
                .isEqualTo(Code.INTEGRITY_SIGNER);
        assertThat(codeOf(() -> VERIFIER.verify(good, STRANGER.sign(good), claim, hotkey)))
                .isEqualTo(Code.INTEGRITY_SIGNATURE);
        assertThat(VERIFIER.verify(good, signature, claim, hotkey).contentHash())
                .isEqualTo(claim);
    }

    @Test
    void aListThatIsNotStrictIsRefused() {
        assertThat(parsed("{}")).isEqualTo(Code.INTEGRITY_FORMAT);
        assertThat(parsed("[]")).isEqualTo(Code.INTEGRITY_FORMAT);
        for (String entry : List.of(
                "\"a\": 1",
                "\"a\": \"%s\", \"a\": \"%s\"".formatted(HASH, HASH),
                "\"a\": \"%s\", \"A\": \"%s\"".formatted(HASH, HASH),
                "\"../a\": \"%s\"".formatted(HASH),
                "\"a\": \"%s\"".formatted(HASH.substring(1)),
                "\"a\": \"%s\"".formatted("A".repeat(64)),
                "\"manifest.json\": \"%s\"".formatted(HASH),
                "\"a\": {\"b\": {\"c\": {}}}")) {
            assertThat(parsed("{" + entry + "}")).as(entry).isEqualTo(Code.INTEGRITY_FORMAT);
        }
        byte[] good = json("{\"a\": \"%s\"}".formatted(HASH), "sha256", "x");
        String text = new String(good, StandardCharsets.UTF_8);
        for (String bad : List.of(
                text + "{}",
                text + "x",
                text.replace("\"chunk_hash_algorithm\": \"sha256\",", ""),
                text.replace("\"1.0\"", "1"),
                "[" + text + "]",
                "",
                "null",
                text.replace("{\"manifest_s", "{\"n\":[[[[1]]]],\"manifest_s"))) {
            assertThat(codeOf(() -> Manifest.parse(bytes(bad), Caps.DEFAULT)))
                    .as(bad)
                    .isEqualTo(Code.INTEGRITY_FORMAT);
        }
        assertThat(codeOf(() -> Manifest.parse(text.getBytes(StandardCharsets.UTF_16), Caps.DEFAULT)))
                .isEqualTo(Code.INTEGRITY_FORMAT);
    }

    @Test
    void tooManyEntriesAndTooManyBytesAreOversize() {
        StringBuilder files = new StringBuilder("{");
        for (int i = 0; i <= Caps.DEFAULT.manifestEntries(); i++) {
            files.append(i == 0 ? "" : ",")
                    .append("\"f")
                    .append(i)
                    .append("\":\"")
                    .append(HASH)
                    .append('"');
        }
        assertThat(parsed(files.append('}').toString())).isEqualTo(Code.OVERSIZE);
        byte[] large = new byte[Caps.DEFAULT.manifest() + 1];
        assertThat(codeOf(() -> Manifest.parse(large, Caps.DEFAULT))).isEqualTo(Code.OVERSIZE);
    }

    @Test
    void theConsolidatedMetadataMustBeListedAndUnchanged() {
        Manifest manifest = Manifest.of(Map.of(ObjectKey.CONSOLIDATED_METADATA, BRACES), "x");
        ManifestVerifier.checkMetadata(manifest, BRACES);
        assertThat(codeOf(() -> ManifestVerifier.checkMetadata(manifest, bytes("{ }"))))
                .isEqualTo(Code.INTEGRITY_CHUNK_HASH);
        Manifest without = Manifest.of(Map.of(ZARRAY, BRACES), "x");
        assertThat(codeOf(() -> ManifestVerifier.checkMetadata(without, BRACES)))
                .isEqualTo(Code.CONTENT_LAYOUT);
    }

    @Test
    void aStoreOfZarr3IsNamed() {
        Manifest third = Manifest.of(Map.of(ObjectKey.of("zarr.json"), BRACES), "x");
        assertThatThrownBy(() -> ManifestVerifier.checkMetadata(third, BRACES))
                .hasMessage("CONTENT_LAYOUT: the store is of Zarr version 3 (zarr.json), and only version 2 is read");
    }

    @Test
    void damagedManifestsGiveAFailureAndNothingElse() {
        byte[] valid = ManifestWriter.write(Manifest.of(Map.of(ZARRAY, BRACES), MINER.address()));
        SplittableRandom random = new SplittableRandom(3);
        int refused = 0;
        for (int round = 0; round < 5000; round++) {
            byte[] damaged = valid.clone();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(Manifest.parse(damaged, Caps.DEFAULT).files()).hasSize(1);
            } catch (FailureException refusal) {
                assertThat(refusal.code()).isEqualTo(Code.INTEGRITY_FORMAT);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(3000);
    }
}
