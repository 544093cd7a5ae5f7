package fairweather.reference.object;

/**
 * What is known of an object without its bytes.
 *
 * @param length bytes of the whole object
 * @param etag which state of the object this is; null where the store does not say
 */
public record ObjectInfo(String key, long length, String etag) {}
