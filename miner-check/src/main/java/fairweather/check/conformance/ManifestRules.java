package fairweather.check.conformance;

import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.Manifest;
import fairweather.forecast.manifest.ManifestVerifier;
import fairweather.forecast.manifest.ManifestWriter;
import java.util.Arrays;
import java.util.List;

/** What a miner commits to. Each is judged by itself, so that one fault does not hide the next. */
final class ManifestRules {
    private static final String SECTION = "8";

    private ManifestRules() {}

    static List<Rule> rules() {
        return List.of(
                Rule.must("MANIFEST-1", SECTION, "manifest.json has the announced hash", ManifestRules::hash),
                Rule.must("MANIFEST-2", SECTION, "manifest.sig has 64 bytes", ManifestRules::length),
                Rule.must("MANIFEST-3", SECTION, "manifest.json has the strict form", ManifestRules::form),
                Rule.must("MANIFEST-4", SECTION, "its hashes are sha256", ManifestRules::algorithm),
                Rule.must("MANIFEST-5", SECTION, "it names the miner's hotkey as signer", ManifestRules::signer),
                Rule.must("MANIFEST-6", SECTION, "the signature is that hotkey's", ManifestRules::signature),
                Rule.should("MANIFEST-7", SECTION, "it is written in the customary form", ManifestRules::custom));
    }

    private static Finding hash(Trial trial) {
        byte[] json = trial.get(ObjectKey.MANIFEST, Caps.DEFAULT.manifest());
        trial.learnedManifest(json);
        new ManifestVerifier(trial.kit().scheme(), Caps.DEFAULT)
                .checkContentHash(json, trial.claim().manifestHash());
        return Finding.passed(json.length + " bytes");
    }

    private static Finding length(Trial trial) {
        trial.claim();
        byte[] bytes = trial.get(ObjectKey.MANIFEST_SIGNATURE, Caps.DEFAULT.metadataObject());
        trial.learnedSignature(bytes);
        return Finding.of(bytes.length == Caps.SIGNATURE_BYTES, bytes.length + " bytes");
    }

    private static Finding form(Trial trial) {
        Manifest manifest = Manifest.parse(trial.manifestJson(), Caps.DEFAULT);
        trial.learned(manifest);
        return Finding.passed(manifest.files().size() + " files");
    }

    private static Finding algorithm(Trial trial) {
        String algorithm = trial.manifest().algorithm();
        return Finding.of(algorithm.equals(Manifest.SHA256), algorithm);
    }

    private static Finding signer(Trial trial) {
        String signer = trial.manifest().signer();
        return Finding.of(signer.equals(trial.hotkey()), signer);
    }

    private static Finding signature(Trial trial) {
        boolean valid = trial.kit().scheme().verify(trial.hotkey(), trial.manifestJson(), trial.signature());
        return Finding.of(
                valid,
                valid
                        ? "valid"
                        : "not valid for this hotkey (" + trial.kit().scheme().id() + ")");
    }

    private static Finding custom(Trial trial) {
        try {
            boolean customary = Arrays.equals(ManifestWriter.write(trial.manifest()), trial.manifestJson());
            return Finding.of(
                    customary,
                    customary ? "sorted keys, four spaces, both versions" : "another form; it is read as well");
        } catch (FailureException odd) {
            return Finding.failed(odd.failure().message());
        }
    }
}
