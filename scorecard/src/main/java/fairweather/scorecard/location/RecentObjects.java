package fairweather.scorecard.location;

import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.ObjectReader;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the objects that were read last, within a budget: a chunk of several levels or times is fetched once. */
final class RecentObjects implements ObjectReader {
    private static final boolean BY_USE = true;

    private final ObjectReader source;
    private final long budget;
    private final Map<ObjectKey, byte[]> recent = new LinkedHashMap<>(16, 0.75f, BY_USE);
    private long held;

    /** @param budget bytes held at most */
    RecentObjects(ObjectReader source, long budget) {
        this.source = source;
        this.budget = budget;
    }

    @Override
    public byte[] get(ObjectKey key, long maxBytes) {
        byte[] known = recent.get(key);
        if (known != null) {
            return known;
        }
        byte[] bytes = source.get(key, maxBytes);
        recent.put(key, bytes);
        held += bytes.length;
        for (Iterator<byte[]> oldest = recent.values().iterator(); held > budget && oldest.hasNext(); ) {
            held -= oldest.next().length;
            oldest.remove();
        }
        return bytes;
    }
}
