package fairweather.forecast.manifest;

import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a miner committed to: the hash of every file of its store.
 *
 * @param algorithm how the files were hashed; only {@link #SHA256} is ever accepted from a miner
 * @param signer SS58 address that the manifest names as its signer
 * @param files every regular file of the store but the two manifest files, with 64 lower-case hex digits
 */
public record Manifest(
        String schemaVersion,
        String profileVersion,
        String algorithm,
        String signer,
        SortedMap<ObjectKey, String> files) {
    public static final String SCHEMA_VERSION = "1.0";
    public static final String PROFILE_VERSION = "3.4.0-verify_on_read_mapper";
    public static final String SHA256 = "sha256";

    static final String KEY_ALGORITHM = "chunk_hash_algorithm";
    static final String KEY_FILES = "files";
    static final String KEY_SCHEMA = "manifest_schema_version";
    static final String KEY_PROFILE = "profile_structure_version";
    static final String KEY_SIGNER = "signer_hotkey_ss58";

    public Manifest {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /**
     * The manifest of a finished store; the manifest's own files are left out.
     *
     * @param objects the store's objects by key
     */
    public static Manifest of(Map<ObjectKey, byte[]> objects, String signer) {
        SortedMap<ObjectKey, String> files = new TreeMap<>();
        objects.forEach((key, bytes) -> {
            if (!key.isManifestFile()) {
                files.put(key, FileHash.of(key, bytes));
            }
        });
        return new Manifest(SCHEMA_VERSION, PROFILE_VERSION, SHA256, signer, files);
    }

    /**
     * Reads the bytes of a manifest strictly: no duplicate key, nothing behind the object, every path and hash well
     * formed, no two paths that differ in case only. The algorithm is not judged here.
     *
     * @throws fairweather.failure.FailureException with {@code INTEGRITY_FORMAT}, or {@code OVERSIZE} beyond a cap
     */
    public static Manifest parse(byte[] json, Caps caps) {
        return ManifestParser.parse(json, caps);
    }

    public Optional<String> hashOf(ObjectKey key) {
        return Optional.ofNullable(files.get(key));
    }
}
