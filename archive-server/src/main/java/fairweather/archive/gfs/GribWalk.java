package fairweather.archive.gfs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Walks the messages and sections of a GRIB2 file. */
final class GribWalk {
    private static final int MAGIC = 0x47524942;
    private static final int END = 0x37373737;
    private static final int FIRST_SECTION = 16;

    private final byte[] file;
    private final ByteBuffer words;

    private GribWalk(byte[] file) {
        this.file = file;
        this.words = ByteBuffer.wrap(file);
    }

    /** In the order of the file; throws IllegalArgumentException for what is no whole GRIB2 file. */
    static List<GribEntry> entries(byte[] file) {
        GribWalk walk = new GribWalk(file);
        List<GribEntry> entries = new ArrayList<>();
        int offset = 0;
        for (int number = 1; offset < file.length; number++) {
            int end = walk.end(offset);
            entries.addAll(walk.message(number, offset, end));
            offset = end;
        }
        return entries;
    }

    private int end(int offset) {
        require(offset + FIRST_SECTION < file.length && words.getInt(offset) == MAGIC, offset, "that does not begin");
        require(file[offset + 7] == 2, offset, "of another edition");
        long end = offset + words.getLong(offset + 8);
        require(end <= file.length && end > offset, offset, "longer than the file");
        require(words.getInt((int) end - 4) == END, offset, "without 7777 at its end");
        return (int) end;
    }

    /** Sections 4 to 7, and 3 before them, repeat where a message holds several fields. */
    private List<GribEntry> message(int number, int offset, int end) {
        List<GribEntry> entries = new ArrayList<>();
        int discipline = file[offset + 6] & 0xFF;
        Octets identification = null;
        Octets grid = null;
        Octets product = null;
        for (int at = offset + FIRST_SECTION; at < end - 4; ) {
            int length = words.getInt(at);
            require(length >= 5 && length <= end - 4 - at, offset, "with a section that leaves it");
            Octets section = new Octets(file, at, length);
            switch (section.unsigned(5)) {
                case 1 -> identification = section;
                case 3 -> grid = section;
                case 4 -> product = section;
                case 7 -> {
                    require(product != null && grid != null && identification != null, offset, "without a section");
                    entries.add(new GribEntry(number, 0, offset, discipline, identification, grid, product));
                }
                default -> {}
            }
            at += length;
        }
        return numbered(entries);
    }

    private static List<GribEntry> numbered(List<GribEntry> entries) {
        List<GribEntry> parts = new ArrayList<>();
        for (GribEntry entry : entries) {
            parts.add(entries.size() == 1 ? entry : entry.asPart(parts.size() + 1));
        }
        return parts;
    }

    private static void require(boolean holds, int offset, String what) {
        if (!holds) {
            throw new IllegalArgumentException("at byte " + offset + ": a GRIB2 message " + what);
        }
    }
}
