package fairweather.scoring.diagnosis;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Which data chunks a forecast consists of: the first 8 bytes of the hash of each, every one once, ascending. Of very
 * many, the least {@value #MOST} stand for all; two forecasts that share a chunk then share about the same share of
 * those.
 */
public final class ChunkPrefixes {
    /** A forecast of 69 fields at 11 leads, a chunk each, has 759. */
    static final int MOST = 4096;

    private static final int HEX_DIGITS = 16;
    private static final int HEX = 16;
    private static final Comparator<Long> ASCENDING = Long::compareUnsigned;

    private final List<Long> prefixes;

    private ChunkPrefixes(List<Long> prefixes) {
        this.prefixes = prefixes;
    }

    /** @param hashes in hexadecimal, of 16 digits or more */
    public static ChunkPrefixes of(Collection<String> hashes) {
        return new ChunkPrefixes(hashes.stream()
                .map(hash -> Long.parseUnsignedLong(hash, 0, HEX_DIGITS, HEX))
                .distinct()
                .sorted(ASCENDING)
                .limit(MOST)
                .toList());
    }

    /** As {@link #toBytes} writes them. */
    public static ChunkPrefixes ofBytes(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        Long[] prefixes = new Long[stored.length / Long.BYTES];
        for (int i = 0; i < prefixes.length; i++) {
            prefixes[i] = bytes.getLong();
        }
        return new ChunkPrefixes(List.of(prefixes));
    }

    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(prefixes.size() * Long.BYTES);
        prefixes.forEach(bytes::putLong);
        return bytes.array();
    }

    public int count() {
        return prefixes.size();
    }

    /** How many chunks the two have in common. */
    public int identical(ChunkPrefixes other) {
        int identical = 0;
        int i = 0;
        int j = 0;
        while (i < prefixes.size() && j < other.prefixes.size()) {
            int order = ASCENDING.compare(prefixes.get(i), other.prefixes.get(j));
            identical += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return identical;
    }
}
