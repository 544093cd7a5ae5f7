package fairweather.reference.zarr;

/**
 * Where in a decoded chunk something stands.
 *
 * @param offset of its first byte
 * @param length in bytes
 */
record Slice(int offset, int length) {}
