package fairweather.forecast.store;

import fairweather.forecast.zarr.ZarrArray;

/**
 * Where a field lies.
 *
 * @param factor that takes its numbers to canonical units
 * @param time index along time
 * @param level index along the levels, or 0 where there are none
 * @param mapping of the array's rows and columns to the target's
 */
record Located(ZarrArray array, double factor, Axes axes, int time, int level, GridMapping mapping) {
    int timeChunk() {
        return time / axes.chunk(axes.time());
    }

    int levelChunk() {
        return axes.level() < 0 ? 0 : level / axes.chunk(axes.level());
    }

    /** Index of its first value in a chunk. */
    int firstInChunk() {
        int inLevel = axes.level() < 0 ? 0 : level % axes.chunk(axes.level()) * axes.strideInChunk(axes.level());
        return inLevel + time % axes.chunk(axes.time()) * axes.strideInChunk(axes.time());
    }
}
