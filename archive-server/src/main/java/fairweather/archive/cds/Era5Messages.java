package fairweather.archive.cds;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The GRIB1 messages of one member of ERA5's ensemble, read by their own headers.
 *
 * <p>What is handed out is real but for its labels, which are made those of the deterministic analysis: the stream is
 * {@code oper} (octets 44 and 45 of section 1), the member and the number of members are 0 (octets 50 and 51). Where it
 * is told to, the experiment version (octets 46 to 49) is that of preliminary data. The collection has no single
 * levels: the temperature at 2 m is the one at 850 hPa with the other's parameter, level type and level (octets 9 to
 * 12).
 */
final class Era5Messages {
    private static final int SECTION_1 = 8;
    private static final int GEOPOTENTIAL = 129;
    private static final int TEMPERATURE = 130;
    private static final int TEMPERATURE_2M = 167;
    private static final int STAND_IN_LEVEL = 850;
    private static final int PRESSURE = 100;
    private static final int SURFACE = 1;
    private static final int DETERMINISTIC = 1025;

    private record Message(int parameter, int level, Instant time, byte[] bytes) {}

    private final List<Message> messages = new ArrayList<>();

    /** @param file of GRIB1 messages with zeros between them; of its members only the first is taken */
    Era5Messages(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        int from = 0;
        while (from < bytes.length) {
            if (bytes[from] == 0) {
                from++;
                continue;
            }
            int length = (number(bytes, from + 4) << 8) | bytes[from + 6] & 0xff;
            add(Arrays.copyOfRange(bytes, from, from + length));
            from += length;
        }
    }

    private void add(byte[] message) {
        if (octet(message, 50) == 0) {
            int year = 100 * (octet(message, 25) - 1) + octet(message, 13);
            LocalDateTime time = LocalDateTime.of(
                    year, octet(message, 14), octet(message, 15), octet(message, 16), octet(message, 17));
            int level = number(message, SECTION_1 + 10);
            messages.add(new Message(octet(message, 9), level, time.toInstant(ZoneOffset.UTC), message));
        }
    }

    /**
     * @param names of variables as in requests
     * @param levels in hPa; empty for single levels
     * @return the messages one after the other; empty if there are none
     */
    List<byte[]> select(Set<String> names, Set<Integer> levels, Instant time, boolean preliminary) {
        List<byte[]> selected = new ArrayList<>();
        for (Message message : messages) {
            boolean pressure = names.contains(name(message.parameter)) && levels.contains(message.level);
            boolean standIn = names.contains("2m_temperature")
                    && message.parameter == TEMPERATURE
                    && message.level == STAND_IN_LEVEL
                    && levels.isEmpty();
            if (message.time.equals(time) && (pressure || standIn)) {
                selected.add(labelled(message.bytes.clone(), standIn, preliminary));
            }
        }
        return selected;
    }

    private static String name(int parameter) {
        return switch (parameter) {
            case GEOPOTENTIAL -> "geopotential";
            case TEMPERATURE -> "temperature";
            default -> "";
        };
    }

    private static byte[] labelled(byte[] message, boolean standIn, boolean preliminary) {
        put(message, 44, DETERMINISTIC >> 8, DETERMINISTIC & 0xff);
        byte[] version = (preliminary ? "0005" : "0001").getBytes(StandardCharsets.US_ASCII);
        put(message, 46, version[0], version[1], version[2], version[3]);
        put(message, 50, 0, 0);
        if (standIn) {
            put(message, 9, TEMPERATURE_2M, SURFACE, 0, 0);
        } else {
            put(message, 10, PRESSURE);
        }
        return message;
    }

    static byte[] joined(List<byte[]> messages) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        messages.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static void put(byte[] message, int octet, int... values) {
        for (int i = 0; i < values.length; i++) {
            message[SECTION_1 + octet - 1 + i] = (byte) values[i];
        }
    }

    private static int octet(byte[] message, int number) {
        return message[SECTION_1 + number - 1] & 0xff;
    }

    private static int number(byte[] bytes, int from) {
        return (bytes[from] & 0xff) << 8 | bytes[from + 1] & 0xff;
    }
}
