package fairweather.archive.gfs;

import fairweather.archive.ArchiveServer;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** A file that was laid out, and the ways in which it can be spoiled. Each starts from the good index. */
public final class GfsFile {
    private final ArchiveServer server;
    private final String key;
    private final byte[] grib;
    private final List<IdxLine> lines;

    GfsFile(ArchiveServer server, String key, byte[] grib, List<IdxLine> lines) {
        this.server = server;
        this.key = key;
        this.grib = grib;
        this.lines = lines;
    }

    public String key() {
        return key;
    }

    public String indexKey() {
        return key + ".idx";
    }

    /** Of the good index. */
    public List<IdxLine> lines() {
        return lines;
    }

    public byte[] grib() {
        return grib.clone();
    }

    /** Data and index as they should be. */
    public void restore() {
        server.put(key, grib);
        putIndex(lines);
    }

    public void putIndex(List<IdxLine> others) {
        server.put(indexKey(), IdxWriter.file(others));
    }

    /** Lines are missing, as while the file is still being written. */
    public void dropLines(Predicate<IdxLine> which) {
        putIndex(lines.stream().filter(which.negate()).toList());
    }

    public void dateIndex(Instant cycle) {
        putIndex(lines.stream().map(line -> line.at(cycle)).toList());
    }

    /** Offsets fall instead of growing. */
    public void reverseIndex() {
        putIndex(lines.reversed());
    }

    /** The index is there before the data. */
    public void dropData() {
        server.remove(key);
    }

    public void emptyData() {
        server.put(key, new byte[0]);
    }

    /** The index is of another file. */
    public void useIndexOf(GfsFile other) {
        putIndex(other.lines);
    }

    public void dropIndex() {
        server.remove(indexKey());
    }
}
