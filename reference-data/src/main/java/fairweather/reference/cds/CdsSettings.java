package fairweather.reference.cds;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How the Climate Data Store is used.
 *
 * @param temporaryDirectory where results lie while they are read; their files have no name there for long
 * @param gridDegrees between the points of a grid to which the provider is to interpolate; null for ERA5's own
 * @param plainHttp whether addresses without encryption are allowed, for an archive on the same machine
 * @param userAgent who asks, with a contact
 */
public record CdsSettings(Path temporaryDirectory, Double gridDegrees, boolean plainHttp, String userAgent) {
    public CdsSettings {
        Objects.requireNonNull(temporaryDirectory, "temporaryDirectory");
        Objects.requireNonNull(userAgent, "userAgent");
    }
}
