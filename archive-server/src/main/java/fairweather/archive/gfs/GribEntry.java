package fairweather.archive.gfs;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * One field of a GRIB2 file, as an index lists it.
 *
 * @param number of the message in the file, from 1 on
 * @param part of the message, from 1 on; 0 if the message holds no other field
 * @param offset of the message
 * @param identification section 1
 * @param grid section 3
 * @param product section 4
 */
record GribEntry(
        int number, int part, long offset, int discipline, Octets identification, Octets grid, Octets product) {

    Instant reference() {
        return LocalDateTime.of(
                        identification.unsigned2(13),
                        identification.unsigned(15),
                        identification.unsigned(16),
                        identification.unsigned(17),
                        identification.unsigned(18),
                        identification.unsigned(19))
                .toInstant(ZoneOffset.UTC);
    }

    GribEntry asPart(int which) {
        return new GribEntry(number, which, offset, discipline, identification, grid, product);
    }
}
