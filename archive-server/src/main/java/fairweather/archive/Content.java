package fairweather.archive;

import fairweather.archive.wire.Body;
import java.time.Instant;

/**
 * An object's bytes and what its store tells of them.
 *
 * @param etag in quotes
 */
record Content(Body body, String etag, Instant modified) {}
