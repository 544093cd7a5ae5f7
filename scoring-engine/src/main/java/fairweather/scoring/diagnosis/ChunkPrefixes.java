package fairweather.scoring.diagnosis;

import java.nio.ByteBuffer;
import java.util.Collection;

/**
 * Which data chunks a forecast consists of: the first 8 bytes of the hash of each, every one once, ascending. All are
 * kept, as many as a manifest may list: of a sample, made-up hashes could push out the true ones.
 */
public final class ChunkPrefixes {
    private static final int HEX_DIGITS = 16;
    private static final int HEX = 16;

    /** Ascending as numbers without a sign. */
    private final long[] prefixes;

    private ChunkPrefixes(long[] prefixes) {
        this.prefixes = prefixes;
    }

    /** @param hashes in hexadecimal, of 16 digits or more */
    public static ChunkPrefixes of(Collection<String> hashes) {
        return new ChunkPrefixes(hashes.stream()
                .mapToLong(hash -> Long.parseUnsignedLong(hash, 0, HEX_DIGITS, HEX))
                .map(ChunkPrefixes::flipped)
                .sorted()
                .distinct()
                .map(ChunkPrefixes::flipped)
                .toArray());
    }

    /** With the sign turned round, numbers with a sign are in the order of those without. */
    private static long flipped(long prefix) {
        return prefix ^ Long.MIN_VALUE;
    }

    /** As {@link #toBytes} writes them. */
    public static ChunkPrefixes ofBytes(byte[] stored) {
        long[] prefixes = new long[stored.length / Long.BYTES];
        ByteBuffer.wrap(stored).asLongBuffer().get(prefixes);
        return new ChunkPrefixes(prefixes);
    }

    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(prefixes.length * Long.BYTES);
        bytes.asLongBuffer().put(prefixes);
        return bytes.array();
    }

    public int count() {
        return prefixes.length;
    }

    /** How many chunks the two have in common. */
    public int identical(ChunkPrefixes other) {
        int identical = 0;
        int i = 0;
        int j = 0;
        while (i < prefixes.length && j < other.prefixes.length) {
            int order = Long.compareUnsigned(prefixes[i], other.prefixes[j]);
            identical += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return identical;
    }
}
