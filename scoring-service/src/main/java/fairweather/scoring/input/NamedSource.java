package fairweather.scoring.input;

import fairweather.reference.ReferenceSource;

/**
 * A source by the name that runs use for it.
 *
 * @param closed true if what it does not have will never come
 */
public record NamedSource(String name, ReferenceSource source, boolean closed) {}
