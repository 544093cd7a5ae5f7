package fairweather.bench.data;

/**
 * One measurement.
 *
 * @param processorMillis of the reader's process, the server's not counted
 * @param bytes of all bodies that the server sent meanwhile
 */
record Sample(double millis, double processorMillis, long bytes, long requests) {}
