package fairweather.reference.gfs;

import fairweather.failure.FailureException;
import fairweather.hash.Sha256;
import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Grid;
import fairweather.reference.gfs.Refusal.Kind;
import fairweather.reference.grib.GribFile;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes that an index calls a message, and what they turn out to be. */
final class GfsMessage {
    private static final int SECTION_0_LENGTH = 16;
    private static final byte[] START = "GRIB".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "7777".getBytes(StandardCharsets.US_ASCII);
    private static final int EDITION = 2;

    private final String where;
    private final GribFile file;
    private final String sha256;

    private GfsMessage(String where, GribFile file, String sha256) {
        this.where = where;
        this.file = file;
        this.sha256 = sha256;
    }

    /** @throws Refusal if the bytes are not one whole message of GRIB edition 2, or its headers cannot be read */
    static GfsMessage read(Span span, byte[] bytes) throws Refusal {
        String where = "the message of bytes " + span;
        frame(where, bytes);
        try {
            return new GfsMessage(where, GribFile.read(where, bytes), Sha256.hex(bytes));
        } catch (FailureException damaged) {
            throw contradiction(damaged);
        }
    }

    /** A frame that does not fit is a file still being written, or an index of another state of it. */
    private static void frame(String where, byte[] bytes) throws Refusal {
        if (bytes.length < SECTION_0_LENGTH + END.length || !Arrays.equals(START, Arrays.copyOf(bytes, START.length))) {
            throw unfinished(where + " does not begin with GRIB" + page(bytes));
        }
        int edition = bytes[7];
        if (edition != EDITION) {
            throw unfinished(where + " is of GRIB edition " + edition + " instead of " + EDITION);
        }
        long length = ByteBuffer.wrap(bytes).getLong(8);
        if (length != bytes.length) {
            throw unfinished(
                    where + " says that it has " + Long.toUnsignedString(length) + " bytes, the index " + bytes.length);
        }
        if (!Arrays.equals(END, Arrays.copyOfRange(bytes, bytes.length - END.length, bytes.length))) {
            throw unfinished(where + " does not end with 7777");
        }
    }

    private static String page(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.ISO_8859_1);
        return start.stripLeading().startsWith("<") ? " (it looks like a web page)" : "";
    }

    /**
     * Unpacks the field.
     *
     * @param grid on which it must lie, or null
     * @throws Refusal if the message does not hold exactly one such field by its own headers, or the field cannot be
     *     unpacked, lies on another grid, or has the same value everywhere, as none of our variables has
     */
    Field field(FieldKey key, GfsStep step, Grid grid) throws Refusal {
        Field field;
        try {
            field = file.field(key.variable(), key.level(), step.cycle(), step.hours());
        } catch (FailureException otherwise) {
            throw contradiction(otherwise);
        }
        if (grid != null && !field.grid().equals(grid)) {
            throw contradiction(where + " lies on " + field.grid() + " instead of " + grid);
        }
        if (constant(field.buffer())) {
            throw contradiction(where + " has one value everywhere");
        }
        return field;
    }

    private static boolean constant(FloatBuffer values) {
        float first = values.get();
        while (values.hasRemaining()) {
            if (Float.compare(values.get(), first) != 0) {
                return false;
            }
        }
        return true;
    }

    String sha256() {
        return sha256;
    }

    private static Refusal unfinished(String why) {
        return new Refusal(Kind.UNFINISHED, why);
    }

    private static Refusal contradiction(String why) {
        return new Refusal(Kind.CONTRADICTION, why);
    }

    private static Refusal contradiction(FailureException why) {
        return new Refusal(Kind.CONTRADICTION, why.failure().message(), why);
    }
}
