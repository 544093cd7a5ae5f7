package fairweather.reference.grib;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.nio.ByteBuffer;

/**
 * How the values of a GRIB2 message are packed.
 *
 * @param template number of the data representation, for example 3 for 5.3
 * @param order of the spatial differencing; null of templates that have none
 */
public record Packing(int template, Integer order) {
    private static final int FIRST_SECTION = 16;
    private static final int DATA_REPRESENTATION = 5;
    private static final int SPATIAL_DIFFERENCING = 3;
    private static final int SHORTEST_SECTION = 5;

    /**
     * Of the message's first field.
     *
     * @throws FailureException if there is no section that says so
     */
    public static Packing of(byte[] message) {
        ByteBuffer bytes = ByteBuffer.wrap(message);
        int section = FIRST_SECTION;
        while (section + SHORTEST_SECTION <= message.length) {
            int length = bytes.getInt(section);
            if (length < SHORTEST_SECTION || length > message.length - section) {
                break;
            }
            if (message[section + 4] == DATA_REPRESENTATION && length > 48) {
                return at(bytes, section);
            }
            if (message[section + 4] == DATA_REPRESENTATION && length > 10) {
                return new Packing(bytes.getShort(section + 9), null);
            }
            section += length;
        }
        throw new FailureException(Code.CONTENT_LAYOUT, "the message does not say how its values are packed");
    }

    /** Octets count from 1. */
    private static Packing at(ByteBuffer bytes, int section) {
        int template = bytes.getShort(section + 9);
        boolean ordered = template == SPATIAL_DIFFERENCING;
        return new Packing(template, ordered ? (int) bytes.get(section + 47) : null);
    }

    /** For example {@code 5.3 order 2}. */
    public String describe() {
        return "5." + template + (order == null ? "" : " order " + order);
    }
}
