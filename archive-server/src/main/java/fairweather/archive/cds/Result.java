package fairweather.archive.cds;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** What a successful job delivers. */
public enum Result {
    /** The messages that were asked for, with the checksum that the store makes of it: no one can check it. */
    GRIB,
    /** The same with a multihash of its bytes. */
    CHECKSUMMED,
    /** The same with the multihash of other bytes. */
    WRONG_CHECKSUM,
    /** The messages of preliminary data. */
    PRELIMINARY,
    /** The messages of half a day later. */
    OTHER_DATE,
    /** The last message is missing. */
    LACKING,
    /** The first message is there twice. */
    TWICE,
    /** Cut in the middle of a message, and announced so short. */
    TRUNCATED,
    ZIP,
    NETCDF,
    HTML;

    /** @param whole the messages one after the other */
    byte[] of(byte[] whole) {
        return switch (this) {
            case GRIB, CHECKSUMMED, WRONG_CHECKSUM, PRELIMINARY, OTHER_DATE, LACKING, TWICE -> whole;
            case TRUNCATED -> Arrays.copyOf(whole, whole.length - 1000);
            case ZIP -> text("PK\u0003\u0004 and what is packed");
            case NETCDF -> text("\u0089HDF\r\n\u001a\n and what is stored");
            case HTML -> text("<!DOCTYPE html><html><title>Maintenance</title></html>");
        };
    }

    String checksum(byte[] bytes) {
        return switch (this) {
            case CHECKSUMMED -> "1220" + sha256(bytes);
            case WRONG_CHECKSUM -> "1220" + sha256(new byte[0]);
            // Whatever the bytes are, as the fingerprint of an object put in parts.
            case GRIB, PRELIMINARY, OTHER_DATE, LACKING, TWICE, TRUNCATED, ZIP, NETCDF, HTML ->
                "9e107d9d372bb6826bd81d3542a419d6";
        };
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
