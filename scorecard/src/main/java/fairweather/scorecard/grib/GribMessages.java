package fairweather.scorecard.grib;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where the messages of a GRIB file stand; bytes between them are passed over. */
final class GribMessages {
    private static final byte[] START = "GRIB".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = 16;
    private static final int WINDOW = 1 << 16;
    private static final int MOST_BYTES = 1 << 28;

    private final Path path;

    /** @param edition 1 or 2 */
    record Place(long offset, int length, int edition) {}

    GribMessages(Path path) {
        this.path = path;
    }

    /** @throws FailureException if a message is cut off, or of another edition */
    List<Place> places() {
        List<Place> places = new ArrayList<>();
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long from = next(file, 0);
            while (from >= 0) {
                Place place = place(file, from);
                places.add(place);
                from = next(file, from + place.length());
            }
        } catch (IOException unreadable) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, "the file cannot be read", unreadable);
        }
        return places;
    }

    byte[] read(Place place) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] bytes = new byte[place.length()];
            file.seek(place.offset());
            file.readFully(bytes);
            return bytes;
        } catch (IOException unreadable) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, "the file cannot be read", unreadable);
        }
    }

    private static long next(RandomAccessFile file, long from) throws IOException {
        byte[] window = new byte[WINDOW];
        long position = from;
        while (position + HEAD <= file.length()) {
            file.seek(position);
            int read = (int) Math.min(WINDOW, file.length() - position);
            file.readFully(window, 0, read);
            for (int i = 0; i + START.length <= read; i++) {
                if (Arrays.equals(window, i, i + START.length, START, 0, START.length)) {
                    return position + i;
                }
            }
            position += read - START.length + 1;
        }
        return -1;
    }

    private static Place place(RandomAccessFile file, long offset) throws IOException {
        if (file.length() - offset < HEAD) {
            throw damaged("truncated: the file ends within the first section of a message");
        }
        byte[] head = new byte[HEAD];
        file.seek(offset);
        file.readFully(head);
        int edition = head[7];
        if (edition != 1 && edition != 2) {
            throw damaged("GRIB edition " + edition + " is not supported, only editions 1 and 2");
        }
        long length = edition == 1 ? number(head, 4, 3) : number(head, 8, 8);
        if (edition == 1 && length >= 1 << 23) {
            throw damaged("a GRIB1 message of more than 8 MiB is not supported");
        }
        if (length < HEAD || length > file.length() - offset) {
            throw damaged("truncated: a message says it has " + length + " bytes, the file has "
                    + (file.length() - offset) + " left");
        }
        if (length > MOST_BYTES) {
            throw damaged("a message has more than " + MOST_BYTES + " bytes");
        }
        return new Place(offset, (int) length, edition);
    }

    private static long number(byte[] bytes, int from, int length) {
        long value = 0;
        for (int i = from; i < from + length; i++) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }

    private static FailureException damaged(String what) {
        return new FailureException(Code.CONTENT_LAYOUT, what);
    }
}
