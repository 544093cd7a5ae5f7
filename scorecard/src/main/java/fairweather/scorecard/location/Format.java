package fairweather.scorecard.location;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a file is, by its first bytes; its name says nothing. */
enum Format {
    NETCDF,
    GRIB,
    UNKNOWN;

    private static final String NETCDF_64_BIT_DATA = "CDF\u0005";
    private static final String START_OF_MESSAGE = "GRIB";
    private static final int EDITION_AT = 7;

    /** Bulletins put a heading before the message. */
    private static final int LONGEST_HEADING = 1024;

    static Format of(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("CDF\u0001") || text.startsWith("CDF\u0002") || text.startsWith("\u0089HDF\r\n\u001a\n")) {
            return NETCDF;
        }
        return text.startsWith(START_OF_MESSAGE) || messageWithin(text) ? GRIB : UNKNOWN;
    }

    /** The word alone is no message: texts about GRIB have it, too. */
    private static boolean messageWithin(String text) {
        int grib = text.indexOf(START_OF_MESSAGE);
        while (grib >= 0 && grib < LONGEST_HEADING && grib + EDITION_AT < text.length()) {
            int edition = text.charAt(grib + EDITION_AT);
            if (edition == 1 || edition == 2) {
                return true;
            }
            grib = text.indexOf(START_OF_MESSAGE, grib + 1);
        }
        return false;
    }

    /** One clause about a file that is none of ours. */
    static String whatItIs(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (head.length == 0) {
            return "the file is empty";
        }
        if (text.startsWith(NETCDF_64_BIT_DATA)) {
            return "this is NetCDF of the 64-bit data format (CDF-5), which is not read";
        }
        return markup(text) ? "this is an HTML page, no NetCDF or GRIB file" : "this is no NetCDF or GRIB file";
    }

    private static boolean markup(String text) {
        String start = text.stripLeading().toLowerCase(Locale.ROOT);
        return start.startsWith("<!doctype html") || start.startsWith("<html");
    }
}
