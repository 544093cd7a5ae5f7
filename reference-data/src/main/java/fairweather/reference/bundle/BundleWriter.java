package fairweather.reference.bundle;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.hash.Sha256;
import fairweather.reference.FieldKey;
import fairweather.reference.Product;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.directory.DirectorySource;
import fairweather.reference.file.FieldFile;
import fairweather.reference.file.StoredField;
import fairweather.reference.file.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes a bundle, or adds to one. Nothing counts before {@link #finish}: the index is written last, and a bundle that
 * was there before is whole all the time. One writer at a time; not for use by several threads.
 */
public final class BundleWriter {
    private static final String FIELDS = "fields";

    private final Path directory;
    private final BundleIndex index;

    private BundleWriter(Path directory, BundleIndex index) {
        this.directory = directory;
        this.index = index;
    }

    /**
     * @param name the source's id for whoever reads the bundle: letters, digits and dashes
     * @param closed true if what is not in the bundle shall count as gone, false if as not there yet
     * @throws FailureException if there is an index already that is malformed or has another name
     */
    public static BundleWriter open(Path directory, String name, boolean closed) {
        try {
            WholeFile.directories(directory.resolve(FIELDS));
            return new BundleWriter(directory, BundleIndex.of(directory, name, closed));
        } catch (IOException trouble) {
            throw cannotWrite(trouble);
        }
    }

    /**
     * Adds a field; one that is there already with the same values stays as it is.
     *
     * @throws FailureException if the bundle has other values for the key
     */
    public void add(FieldKey key, Ready ready) {
        if (key.product() == Product.MONTHLY_CLIMATOLOGY) {
            throw new FailureException(
                    Code.VALIDATOR_INTERNAL, "a monthly climatology only stands in and is bundled as what it answers");
        }
        String name = FIELDS + "/" + key.fileName() + FieldFile.SUFFIX;
        try {
            Optional<StoredField> before = read(name).filter(StoredField::sound);
            if (before.isPresent() && !before.get().ready().sha256().equals(ready.sha256())) {
                throw new FailureException(
                        Code.VALIDATOR_INTERNAL, "the bundle has a " + key.describe() + " of other values");
            }
            StoredField kept = before.orElse(new StoredField(key, ready));
            byte[] bytes = FieldFile.encode(kept.key(), kept.ready());
            if (before.isEmpty()) {
                WholeFile.write(directory.resolve(name), bytes);
            }
            index.put(name, Sha256.hex(bytes), kept);
        } catch (IOException trouble) {
            throw cannotWrite(trouble);
        }
    }

    private Optional<StoredField> read(String name) throws IOException {
        try {
            return FieldFile.decode(ByteBuffer.wrap(Files.readAllBytes(directory.resolve(name))));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Makes what was added count. */
    public void finish() {
        try {
            WholeFile.write(directory.resolve(DirectorySource.INDEX), index.bytes());
        } catch (IOException trouble) {
            throw cannotWrite(trouble);
        }
    }

    private static FailureException cannotWrite(IOException trouble) {
        return new FailureException(Code.VALIDATOR_INTERNAL, "cannot write the bundle", trouble);
    }
}
