package fairweather.reference.provider;

import fairweather.reference.gfs.GfsMirror;
import fairweather.reference.object.ObjectStore;
import fairweather.reference.provider.ReferenceSettings.Gfs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The mirrors that are known by name. */
final class GfsMirrors {
    private static final Map<String, String> BASES = Map.of(
            "aws", "https://noaa-gfs-bdp-pds.s3.amazonaws.com",
            "gcs", "https://storage.googleapis.com/global-forecast-system",
            "nomads", "https://nomads.ncep.noaa.gov/pub/data/nccf/com/gfs/prod",
            "azure", "https://noaagfs.blob.core.windows.net/gfs");

    /** The others keep what they have. */
    private static final Map<String, Duration> KEPT =
            Map.of("nomads", Duration.ofDays(10), "azure", Duration.ofDays(30));

    private GfsMirrors() {}

    /** @throws IllegalArgumentException naming a mirror without a base */
    static List<GfsMirror> of(Gfs settings, Function<String, ObjectStore> stores) {
        return settings.mirrors().stream()
                .map(name -> mirror(name, settings.bases().get(name), stores))
                .toList();
    }

    private static GfsMirror mirror(String name, String ownBase, Function<String, ObjectStore> stores) {
        String base = ownBase == null ? BASES.get(name) : ownBase;
        if (base == null) {
            throw new IllegalArgumentException("the mirror \"" + name + "\" of the GFS has no base address");
        }
        return new GfsMirror(name, stores.apply(base), ownBase == null ? KEPT.get(name) : null);
    }
}
