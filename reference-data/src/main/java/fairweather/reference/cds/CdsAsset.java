package fairweather.reference.cds;

import java.net.URI;

/**
 * Where the result of a job lies.
 *
 * @param bytes how many it has
 * @param checksum as the provider writes it, or null
 */
record CdsAsset(URI href, long bytes, String type, String checksum) {}
