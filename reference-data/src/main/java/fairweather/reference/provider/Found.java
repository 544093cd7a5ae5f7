package fairweather.reference.provider;

import fairweather.reference.Readiness;
import java.nio.file.Path;

/**
 * What a look for a field found.
 *
 * @param file of the field cache that the field is mapped from; null unless it is ready
 */
public record Found(Readiness readiness, Path file) {}
