package fairweather.reference.gfs;

import fairweather.reference.Data;
import fairweather.reference.FieldKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A small file of one step: the demonstration's winds at 10 m, and between them messages of another step of the same
 * cycle, wider than what is fetched in vain. So the two winds are two ranges.
 */
final class WindFile {
    static final Instant CYCLE = Instant.parse("2018-10-06T18:00:00Z");
    static final FieldKey EASTWARD = FieldKey.analysis("10u", null, CYCLE);
    static final FieldKey NORTHWARD = FieldKey.analysis("10v", null, CYCLE);
    static final List<FieldKey> WINDS = List.of(EASTWARD, NORTHWARD);
    static final GfsSettings SETTINGS = GfsSettings.of("1p00").withFewestLines(4);

    private WindFile() {}

    static byte[] bytes() throws IOException {
        List<byte[]> analysis = messages(Data.demo("gfs/f000/gfs.t00z.pgrb2.1p00.f000.2018100618"));
        List<byte[]> forecast = messages(Data.demo("gfs/f003/gfs.t00z.pgrb2.1p00.f000.2018100618f3"));
        return joined(analysis.get(0), forecast.get(0), forecast.get(1), analysis.get(1));
    }

    static byte[] joined(byte[]... messages) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        List.of(messages).forEach(file::writeBytes);
        return file.toByteArray();
    }

    /** The messages of a GRIB2 file, by the lengths they state. */
    static List<byte[]> messages(byte[] file) {
        List<byte[]> messages = new ArrayList<>();
        for (int from = 0; from < file.length; from += messages.getLast().length) {
            int length = (int) ByteBuffer.wrap(file).getLong(from + 8);
            messages.add(Arrays.copyOfRange(file, from, from + length));
        }
        return messages;
    }

    /** Where a section of a message begins. */
    static int section(byte[] message, int number) {
        int at = 16;
        while (message[at + 4] != number) {
            at += ByteBuffer.wrap(message).getInt(at);
        }
        return at;
    }

    /** The same message with one value everywhere: simple packing with no bits a value. */
    static byte[] constant(byte[] message, float value) {
        int packing = section(message, 5);
        int points = ByteBuffer.wrap(message).getInt(packing + 5);
        ByteBuffer bytes = ByteBuffer.allocate(packing + 21 + 6 + 5 + 4);
        bytes.put(message, 0, packing).putInt(21).put((byte) 5).putInt(points).putShort((short) 0);
        bytes.putFloat(value)
                .putShort((short) 0)
                .putShort((short) 0)
                .put((byte) 0)
                .put((byte) 0);
        bytes.putInt(6).put((byte) 6).put((byte) 255);
        bytes.putInt(5).put((byte) 7);
        bytes.put("7777".getBytes(StandardCharsets.US_ASCII));
        return bytes.putLong(8, bytes.capacity()).array();
    }
}
