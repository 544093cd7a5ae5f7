package fairweather.check.evidence;

import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.Manifest;
import fairweather.forecast.manifest.ManifestWriter;
import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.Signer;
import fairweather.hash.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A small signed store, in memory and in a directory. */
record FrozenStore(Signer miner, Map<ObjectKey, byte[]> objects) {
    static final ObjectKey CHUNK = ObjectKey.of("10u/0.0.0");

    static FrozenStore ordinary() {
        return new FrozenStore(
                Ed25519.signer(new byte[Ed25519.SEED_BYTES]),
                Map.of(CHUNK, new byte[100_000], ObjectKey.of(".zmetadata"), new byte[] {1, 2}));
    }

    Manifest manifest() {
        return Manifest.of(objects, miner.address());
    }

    byte[] json() {
        return ManifestWriter.write(manifest());
    }

    String hash() {
        return Sha256.hex(json());
    }

    /** As a miner serves it. */
    Path writtenTo(Path directory) {
        objects.forEach((key, bytes) -> write(directory, key.value(), bytes));
        write(directory, "manifest.json", json());
        write(directory, "manifest.sig", miner.sign(json()));
        return directory;
    }

    static void write(Path directory, String name, byte[] bytes) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
