package fairweather.forecast.store;

import fairweather.failure.FailureException;
import fairweather.forecast.zarr.ZarrMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The instant from which a store's time axis counts, by its metadata alone. */
public final class ReferenceTime {
    private ReferenceTime() {}

    /** Empty if there is none, more than one, or it cannot be read. */
    public static Optional<Instant> of(ZarrMetadata metadata) {
        Set<Instant> references = axes(metadata).stream()
                .map(name -> reference(metadata, name))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        return references.size() == 1 ? Optional.of(references.iterator().next()) : Optional.empty();
    }

    /** The names of the arrays that are time axes. */
    public static List<String> axes(ZarrMetadata metadata) {
        return metadata.arrayNames().stream().filter(Axis.TIME::isDimension).toList();
    }

    private static Optional<Instant> reference(ZarrMetadata metadata, String name) {
        try {
            return metadata.array(name)
                    .text("units")
                    .flatMap(units -> TimeScale.since(units).instant(0));
        } catch (FailureException unreadable) {
            return Optional.empty();
        }
    }
}
