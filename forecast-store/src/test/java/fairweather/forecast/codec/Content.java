package fairweather.forecast.codec;

/** The byte sequences of src/test/python/write_zarr_samples.py, computed again. */
final class Content {
    private Content() {}

    static byte[] smooth(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) ((i >> 2) * 31 + (i >> 9));
        }
        return bytes;
    }

    static byte[] noise(int count) {
        byte[] bytes = new byte[count];
        for (long i = 0; i < count; i++) {
            long mixed = i * 2654435761L + (i * i % 65521) * 40503 & 0xffffffffL;
            bytes[(int) i] = (byte) (mixed >> 13);
        }
        return bytes;
    }
}
