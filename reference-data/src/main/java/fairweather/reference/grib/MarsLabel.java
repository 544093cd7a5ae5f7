package fairweather.reference.grib;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How ECMWF's archive labels a field, in the local section of its message.
 *
 * @param dataClass 23 is ERA5
 * @param type 2 is an analysis
 * @param stream 1025 is the one deterministic atmosphere
 * @param experimentVersion four characters: {@code 0001}, or {@code 0005} for data that are not final
 */
public record MarsLabel(int dataClass, int type, int stream, String experimentVersion) {

    /** Definitions of the local section that begin with the label and go on with the number of the member. */
    static boolean labelled(int definition) {
        return definition == 1 || definition == 36;
    }

    /** @param section the product definition of a GRIB1 message, whose local part begins at octet 41 */
    static Optional<MarsLabel> ofGrib1(byte[] section) {
        return section.length >= 49 && labelled(section[40] & 0xff)
                ? Optional.of(new MarsLabel(
                        section[41] & 0xff, section[42] & 0xff, number(section, 43), version(section, 45)))
                : Optional.empty();
    }

    /** @param section the local section of a GRIB2 message without its length and number */
    static Optional<MarsLabel> ofGrib2(byte[] section) {
        return section.length >= 12 && labelled(number(section, 0))
                ? Optional.of(
                        new MarsLabel(number(section, 2), number(section, 4), number(section, 6), version(section, 8)))
                : Optional.empty();
    }

    private static int number(byte[] section, int from) {
        return (section[from] & 0xff) << 8 | section[from + 1] & 0xff;
    }

    private static String version(byte[] section, int from) {
        return new String(section, from, 4, StandardCharsets.US_ASCII);
    }
}
