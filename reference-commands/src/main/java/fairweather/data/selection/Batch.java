package fairweather.data.selection;

import fairweather.reference.FieldKey;
import fairweather.reference.Product;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedCollection;

/**
 * Fields that providers publish in one go: of one product, at one time.
 *
 * @param keys in the order in which they were wished for, each once
 */
public record Batch(Product product, Instant referenceTime, Instant validTime, List<FieldKey> keys) {
    /** To the hour, in UTC. */
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH'Z'").withZone(ZoneOffset.UTC);

    private record Place(Product product, Instant referenceTime, Instant validTime) {}

    public Batch {
        keys = List.copyOf(keys);
    }

    /** In the order of the first key of each. */
    static List<Batch> of(SequencedCollection<FieldKey> keys) {
        Map<Place, List<FieldKey>> together = new LinkedHashMap<>();
        for (FieldKey key : keys) {
            Place place = new Place(key.product(), key.referenceTime(), key.validTime());
            together.computeIfAbsent(place, any -> new ArrayList<>()).add(key);
        }
        return together.entrySet().stream()
                .map(entry -> new Batch(
                        entry.getKey().product(),
                        entry.getKey().referenceTime(),
                        entry.getKey().validTime(),
                        entry.getValue()))
                .toList();
    }

    /** For example {@code gfs_forecast 2025-11-01T00Z +240 h}. */
    public String describe() {
        Integer lead = keys.getFirst().leadHours();
        return product.word() + " " + time(lead == null ? validTime : referenceTime)
                + (lead == null ? "" : " +" + lead + " h");
    }

    /** To the hour, for example {@code 2025-11-01T00Z}. */
    public static String time(Instant time) {
        return TIME.format(time);
    }
}
