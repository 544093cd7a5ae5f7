package fairweather.deploy;

import java.util.OptionalLong;

/**
 * What was measured of a process, over all its incarnations.
 *
 * @param peakMemoryKib the largest resident memory of any incarnation; 0 if unknown
 * @param eventLoopBlocks how often an event loop was blocked for more than 100 ms; empty if it never told
 */
public record Measurement(String name, int restarts, long peakMemoryKib, OptionalLong eventLoopBlocks) {}
