package fairweather.forecast.codec;

/** Decodes streams, each of which fills exactly {@code size} bytes of the output. */
@FunctionalInterface
interface StreamDecoder extends AutoCloseable {
    /** @throws fairweather.failure.FailureException as {@link Codec#decode} does */
    void into(byte[] input, int from, int length, byte[] output, int at, int size);

    @Override
    default void close() {}
}
