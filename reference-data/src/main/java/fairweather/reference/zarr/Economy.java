package fairweather.reference.zarr;

/**
 * What requests are made for parts of an object.
 *
 * @param gap bytes that are fetched for nothing rather than asked for around: what goes over the line while another
 *     request would be on its way
 * @param longest bytes of one request for several parts
 */
record Economy(int gap, int longest) {
    static final Economy DEFAULT = new Economy(512 << 10, 16 << 20);
}
