package fairweather.forecast.zarr;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A store in a directory, for replays and samples. */
public record DirectoryReader(Path root) implements ObjectReader {
    @Override
    public byte[] get(ObjectKey key, long maxBytes) {
        Path file = root.resolve(key.value());
        if (!Files.isRegularFile(file)) {
            throw new FailureException(Code.INTEGRITY_CHUNK_MISSING, "the store has no object " + key);
        }
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, maxBytes + 1));
            if (bytes.length > maxBytes) {
                throw new FailureException(
                        Code.OVERSIZE, "the object " + key + " is larger than " + maxBytes + " bytes");
            }
            return bytes;
        } catch (IOException unreadable) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, "the object " + key + " cannot be read", unreadable);
        }
    }
}
