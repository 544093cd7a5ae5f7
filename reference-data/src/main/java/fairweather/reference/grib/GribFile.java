package fairweather.reference.grib;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.reference.CanonicalVariable;
import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The messages of one GRIB2 file held in memory. Fields are found by what the headers say, never by the file's name.
 * Not safe for use by several threads: make one object per thread.
 */
public final class GribFile {
    private static final byte[] START = "GRIB".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "7777".getBytes(StandardCharsets.US_ASCII);
    private static final int SECTION_0_LENGTH = 16;
    private static final Pattern HTML_TITLE = Pattern.compile("(?is)<title>(.*?)</title>");

    private final String name;
    private final List<GribRecord> records;

    private GribFile(String name, List<GribRecord> records) {
        this.name = name;
        this.records = List.copyOf(records);
    }

    /**
     * Splits the bytes into messages and reads their headers; no field is unpacked yet.
     *
     * @param name for error texts
     * @throws FailureException if this is no GRIB2 file, or a message is truncated or malformed
     */
    public static GribFile read(String name, byte[] bytes) {
        List<GribRecord> records = new ArrayList<>();
        int position = indexOf(bytes, START, 0);
        if (position < 0) {
            throw failure(name, "not a GRIB file: " + whatItIs(bytes));
        }
        while (position >= 0) {
            int end = endOfMessage(name, bytes, position);
            records.addAll(GribRecord.ofMessage(name, Arrays.copyOfRange(bytes, position, end)));
            position = indexOf(bytes, START, end);
        }
        return new GribFile(name, records);
    }

    /** All fields of the file in their order; a message may hold several. */
    public List<GribRecord> records() {
        return records;
    }

    /**
     * Unpacks the one field with exactly these facts in its header.
     *
     * @param level pressure in hPa, or null for a surface variable
     * @throws FailureException if there is none or more than one, or it cannot be unpacked
     */
    public Field field(String variable, Integer level, Instant referenceTime, int leadHours) {
        List<GribRecord> found = records.stream()
                .filter(record -> record.matches(variable, level, referenceTime, leadHours))
                .toList();
        if (found.size() != 1) {
            String known = CanonicalVariable.of(variable).isPresent() ? "" : " (an unknown variable)";
            String where = level == null ? "" : " at " + level + " hPa";
            throw failure(
                    name,
                    "holds " + (found.isEmpty() ? "no " : found.size() + " fields ") + variable + known + where
                            + " from " + FieldKey.spoken(referenceTime) + " with lead " + leadHours + " h");
        }
        return found.getFirst().field();
    }

    private static int endOfMessage(String name, byte[] bytes, int position) {
        if (bytes.length - position < SECTION_0_LENGTH) {
            throw failure(name, "truncated: the file ends within the first section of a message");
        }
        int edition = bytes[position + 7];
        if (edition != 2) {
            throw failure(name, "GRIB edition " + edition + " is not supported, only edition 2");
        }
        long length = 0;
        for (int i = 8; i < SECTION_0_LENGTH; i++) {
            length = length << 8 | bytes[position + i] & 0xff;
        }
        if (length < SECTION_0_LENGTH + END.length || length > bytes.length - position) {
            throw failure(
                    name,
                    "truncated: a message says it has " + length + " bytes, the file has " + (bytes.length - position)
                            + " left");
        }
        int end = position + (int) length;
        if (indexOf(Arrays.copyOfRange(bytes, end - END.length, end), END, 0) != 0) {
            throw failure(name, "damaged: a message does not end with 7777");
        }
        return end;
    }

    private static String whatItIs(byte[] bytes) {
        if (bytes.length == 0) {
            return "the file is empty";
        }
        String text = new String(bytes, 0, Math.min(bytes.length, 4096), StandardCharsets.ISO_8859_1);
        String start = text.stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
            Matcher title = HTML_TITLE.matcher(text);
            return "HTML page"
                    + (title.find() ? " \"" + title.group(1).strip().split(";", 2)[0] + "\"" : " without a title");
        }
        return bytes.length + " bytes without a GRIB message";
    }

    private static int indexOf(byte[] bytes, byte[] wanted, int from) {
        for (int i = from; i <= bytes.length - wanted.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    static FailureException failure(String name, String what) {
        return new FailureException(Code.VALIDATOR_INTERNAL, name + ": " + what);
    }
}
