package fairweather.archive.gfs;

/** The word for a grid's resolution in the names of files. */
final class GfsGrid {
    private static final int REGULAR = 0;

    private GfsGrid() {}

    /** Degrees with a {@code p} for the point: {@code 0p25}. */
    static String word(GribEntry entry) {
        if (entry.grid().unsigned2(13) != REGULAR) {
            throw new IllegalArgumentException("not a grid of latitudes and longitudes: name the resolution");
        }
        long hundredths = entry.grid().unsigned4(64) / 10_000;
        return String.format("%dp%02d", hundredths / 100, hundredths % 100);
    }
}
