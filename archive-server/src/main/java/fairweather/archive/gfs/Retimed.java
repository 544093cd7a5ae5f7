package fairweather.archive.gfs;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Real fields under other times: cycles and steps of which no file is at hand. Only times are changed, so that the
 * values, the packing and the offsets stay those of the real file.
 */
public final class Retimed {
    private static final int HOURS = 1;

    private Retimed() {}

    /** @param step in hours after the cycle, for every field; fields of periods are refused */
    public static byte[] to(Instant cycle, int step, byte[] grib) {
        byte[] retimed = grib.clone();
        for (GribEntry entry : GribWalk.entries(retimed)) {
            if (Step.of(entry.product()).process() != null) {
                throw new IllegalArgumentException("message " + entry.number() + " is of a period");
            }
            setReference(entry.identification(), cycle.atOffset(ZoneOffset.UTC));
            entry.product().file()[entry.product().at(18)] = HOURS;
            ByteBuffer.wrap(retimed).putInt(entry.product().at(19), step);
        }
        return retimed;
    }

    private static void setReference(Octets identification, OffsetDateTime cycle) {
        ByteBuffer.wrap(identification.file())
                .position(identification.at(13))
                .putShort((short) cycle.getYear())
                .put((byte) cycle.getMonthValue())
                .put((byte) cycle.getDayOfMonth())
                .put((byte) cycle.getHour())
                .put((byte) cycle.getMinute())
                .put((byte) cycle.getSecond());
    }
}
