package fairweather.check.evidence;

import fairweather.check.evidence.StoreProblem.Kind;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.FrozenManifest;
import fairweather.forecast.manifest.ManifestVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds a directory to the manifest in it, and the manifest to its hash and its signer. */
final class StoreCheck {
    /** Many more than a manifest may list: all of them are told to be too much. */
    private static final int MOST_FILES = 10 * Caps.DEFAULT.manifestEntries();

    private final ManifestVerifier verifier;

    StoreCheck(ManifestVerifier verifier) {
        this.verifier = verifier;
    }

    /** The manifest that was found good, and by what the files are not what it lists. */
    record Result(FrozenManifest manifest, List<StoreProblem> problems) {}

    /**
     * @throws FailureException if the manifest does not have that hash or is not the hotkey's
     * @throws IOException if directory, manifest or signature cannot be read
     */
    Result check(Path directory, String hotkey, String hash) throws IOException {
        StoreFolder folder = StoreFolder.read(directory, MOST_FILES);
        byte[] json = folder.bytes(ObjectKey.MANIFEST, Caps.DEFAULT.manifest());
        byte[] signature = folder.bytes(ObjectKey.MANIFEST_SIGNATURE, Caps.SIGNATURE_BYTES + 1);
        FrozenManifest manifest = verifier.verify(json, signature, hash, hotkey);
        List<StoreProblem> problems = new ArrayList<>(folder.problems());
        for (Map.Entry<ObjectKey, String> listed : manifest.manifest().files().entrySet()) {
            check(folder, listed.getKey(), listed.getValue(), problems);
        }
        for (ObjectKey found : folder.files().keySet()) {
            if (!found.isManifestFile() && manifest.hashOf(found).isEmpty()) {
                problems.add(new StoreProblem(Kind.UNLISTED, found.value()));
            }
        }
        return new Result(manifest, problems);
    }

    private static void check(StoreFolder folder, ObjectKey key, String hash, List<StoreProblem> problems) {
        if (!folder.files().containsKey(key)) {
            problems.add(new StoreProblem(Kind.MISSING, key.value()));
            return;
        }
        try {
            if (!folder.fileHash(key).equals(hash)) {
                problems.add(new StoreProblem(Kind.WRONG_HASH, key.value()));
            }
        } catch (IOException unreadable) {
            problems.add(new StoreProblem(Kind.UNREADABLE, key.value()));
        }
    }
}
