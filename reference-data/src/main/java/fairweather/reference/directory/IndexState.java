package fairweather.reference.directory;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** What tells an index from the one that replaces it, so that one of thousands of fields is not read for each of them. */
record IndexState(FileTime modified, Object file, long size) {

    /** @throws FailureException if there is no index */
    static IndexState of(Path index) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(index, BasicFileAttributes.class);
            return new IndexState(attributes.lastModifiedTime(), attributes.fileKey(), attributes.size());
        } catch (IOException trouble) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, "cannot read " + index.getFileName(), trouble);
        }
    }
}
