package fairweather.reference.cache;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * What the cache asks of the machine it runs on.
 *
 * @param time for the expiry of leases and for when a field was last used
 * @param random for names that nobody else has; safe for use by several threads
 * @param process who this is, as others will judge it
 * @param pause a moment of waiting, far below a second
 */
public record Machine(
        InstantSource time,
        RandomGenerator random,
        OwnerProcess process,
        Beats beats,
        FreeSpace freeSpace,
        Runnable pause) {

    /** This machine, as it is. */
    public static Machine real() {
        return new Machine(
                InstantSource.system(),
                new SecureRandom(),
                OwnerProcess.current(),
                Beats.ofOneThread(),
                directory -> Files.getFileStore(directory).getUsableSpace(),
                () -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1)));
    }

    /** Sixteen hexadecimal digits that nobody else has. */
    String newName() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }
}
