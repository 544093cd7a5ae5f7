package fairweather.reference.object;

/**
 * Bytes of an object, all of them or a range.
 *
 * @param info of the whole object
 */
public record StoredObject(ObjectInfo info, byte[] bytes) {}
