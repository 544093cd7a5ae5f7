package fairweather.reference.cds;

import fairweather.reference.cds.CdsDownload.Spoilt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the messages of a file are, of edition 1 or 2, with nothing but zeros between them. */
final class GribMessages {
    private static final int START = 0x47524942;
    private static final int END = 0x37373737;
    private static final int SHORTEST = 20;
    private static final int HEAD = 16;
    private static final int PADDING = 4096;

    /** From its first byte on. */
    record Place(long from, int length) {
        byte[] read(FileChannel file) throws IOException {
            return bytes(file, from, length);
        }

        /** Both inclusive. */
        String range() {
            return from + "-" + (from + length - 1);
        }
    }

    private GribMessages() {}

    /** @throws Spoilt if it is no GRIB file or ends within a message */
    static List<Place> of(FileChannel file) throws IOException {
        long size = file.size();
        requireGrib(bytes(file, 0, (int) Math.min(size, PADDING)));
        List<Place> places = new ArrayList<>();
        long position = 0;
        while (position < size) {
            Place place = at(file, position, size);
            places.add(place);
            position = afterZeros(file, position + place.length(), size);
        }
        return places;
    }

    private static Place at(FileChannel file, long position, long size) throws IOException {
        if (size - position < SHORTEST) {
            throw new Spoilt("the result ends within the head of a message", null);
        }
        ByteBuffer head = ByteBuffer.wrap(bytes(file, position, HEAD));
        if (head.getInt(0) != START) {
            throw new Spoilt("the result is damaged: no message begins where the one before it ends", null);
        }
        long length = switch (head.get(7)) {
            case 1 -> head.getInt(4) >>> 8;
            case 2 -> head.getLong(8);
            default -> throw new Spoilt("the result is of GRIB edition " + head.get(7), null);
        };
        if (length < SHORTEST || length > CdsPatience.MOST_MESSAGE_BYTES || length > size - position) {
            throw new Spoilt(
                    "the result is cut short: a message has " + length + " bytes and " + (size - position)
                            + " are left",
                    null);
        }
        Place place = new Place(position, (int) length);
        if (ByteBuffer.wrap(bytes(file, position + length - 4, 4)).getInt() != END) {
            throw new Spoilt("the result is damaged: a message does not end with 7777", null);
        }
        return place;
    }

    private static long afterZeros(FileChannel file, long from, long size) throws IOException {
        long position = from;
        while (position < size) {
            for (byte one : bytes(file, position, (int) Math.min(PADDING, size - position))) {
                if (one != 0) {
                    return position;
                }
                position++;
            }
        }
        return position;
    }

    private static byte[] bytes(FileChannel file, long from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.BIG_ENDIAN);
        int read = 0;
        while (buffer.hasRemaining() && read >= 0) {
            read = file.read(buffer, from + buffer.position());
        }
        if (buffer.hasRemaining()) {
            throw new IOException("the file is shorter than it was");
        }
        return buffer.array();
    }

    private static void requireGrib(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("GRIB")) {
            return;
        }
        String html = text.stripLeading().toLowerCase(Locale.ROOT);
        String what = text.startsWith("PK")
                ? "a ZIP"
                : text.startsWith("CDF") || text.startsWith("\u0089HDF")
                        ? "NetCDF"
                        : html.startsWith("<") ? "an HTML page" : "something unknown";
        throw new OtherFormat(what + " came instead of GRIB");
    }

    /** The provider delivered another format: downloading again would not help. */
    static final class OtherFormat extends RuntimeException {
        private static final long serialVersionUID = 1;

        OtherFormat(String message) {
            super(message);
        }
    }
}
