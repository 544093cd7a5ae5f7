package fairweather.forecast.codec;

/** Decodes one stream that fills exactly {@code size} bytes of the output. */
@FunctionalInterface
interface StreamDecoder {
    /** @throws fairweather.failure.FailureException as {@link Codec#decode} does */
    void into(byte[] input, int from, int length, byte[] output, int at, int size);
}
