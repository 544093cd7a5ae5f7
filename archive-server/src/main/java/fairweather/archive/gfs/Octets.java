package fairweather.archive.gfs;

import java.nio.ByteBuffer;

/** A section of a GRIB2 message, with the numbers of its octets as the standard gives them: from 1 on. */
record Octets(byte[] file, int start, int length) {

    int unsigned(int octet) {
        return file[at(octet)] & 0xFF;
    }

    int unsigned2(int octet) {
        return ByteBuffer.wrap(file).getShort(at(octet)) & 0xFFFF;
    }

    long unsigned4(int octet) {
        return ByteBuffer.wrap(file).getInt(at(octet)) & 0xFFFF_FFFFL;
    }

    /** The first bit is the sign. */
    int signed(int octet) {
        int value = unsigned(octet);
        return value < 0x80 ? value : 0x80 - value;
    }

    /** The first bit is the sign. */
    long signed4(int octet) {
        long value = unsigned4(octet);
        return value < 0x8000_0000L ? value : 0x8000_0000L - value;
    }

    int at(int octet) {
        if (octet > length) {
            throw new IllegalArgumentException("octet " + octet + " of a section of " + length);
        }
        return start + octet - 1;
    }
}
