package fairweather.reference.file;

import fairweather.reference.Grid;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The grids of the fields that were mapped last, each once. The axes of a quarter of a degree are 17 KiB, and a scoring
 * service holds the fields of many leads at a time: twenty thousand, which have one grid.
 */
final class KnownGrids {
    private static final int MOST = 16;

    private static final Map<Grid, Grid> GRIDS = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Grid, Grid> eldest) {
            return size() > MOST;
        }
    };

    private KnownGrids() {}

    /** An equal grid that others have too. */
    static Grid shared(Grid grid) {
        synchronized (GRIDS) {
            Grid known = GRIDS.putIfAbsent(grid, grid);
            return known == null ? grid : known;
        }
    }
}
